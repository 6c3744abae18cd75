//! The JSON Schemas of sections and fields: as lenient as flytestdlib's decoding is.
//!
//! Markers, which no published schema carries, say what draft-07 cannot: `x-format` is the kind of text that a scalar
//! takes, `x-any-case` that a map's keys count in any case, `x-open` that others may be next to them.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::field::{Field, Traced};
use crate::values::{PLACEHOLDER_PATTERN, Path, to_serde};

/// What a scalar of a section takes. An empty map is not a value to viper, and `null` deletes.
pub(super) fn scalar(types: &[&str]) -> Schema {
    let types: Vec<&str> = types.iter().copied().chain(["null", "object"]).collect();
    json_schema!({ "type": types, "maxProperties": 0 })
}

/// The same, where text is read as what `format` names and must match `pattern`.
pub(super) fn text_of(types: &[&str], format: &str, pattern: &str) -> Schema {
    let mut schema = scalar(types);
    schema.insert("x-format".to_owned(), json!(format));
    schema.insert("pattern".to_owned(), json!(format!("{pattern}|{PLACEHOLDER_PATTERN}")));
    schema
}

/// An enumeration: its names, their numbers, and the empty text, which is the first.
pub(super) fn names(names: &[&str]) -> Schema {
    let mut schema = scalar(&["string", "integer", "boolean"]);
    let otherwise = format!("^[0-9]?$|{PLACEHOLDER_PATTERN}");
    schema.insert("anyOf".to_owned(), json!([{ "enum": names }, { "pattern": otherwise }]));
    schema
}

/// A URL. What RFC 3986 has no place for and Go's `url.Parse` takes is let through.
pub(super) fn url() -> Schema {
    let mut schema = scalar(&["string"]);
    let otherwise = format!(r"[^A-Za-z0-9:/?#@!$&'()*+,;=._~%-]|#.*#|@.*@|{PLACEHOLDER_PATTERN}");
    schema.insert("anyOf".to_owned(), json!([{ "format": "uri-reference" }, { "pattern": otherwise }]));
    schema
}

/// A list, or a scalar that is split at commas.
pub(super) fn list(items: Schema) -> Schema {
    let mut schema = scalar(&["array", "string", "number", "boolean"]);
    schema.insert("items".to_owned(), items.to_value());
    schema
}

/// A map, or text that becomes one.
pub fn map() -> Schema {
    json_schema!({ "type": ["object", "null", "string"], "pattern": PLACEHOLDER_PATTERN })
}

/// The schema of a map while its keys are added.
#[derive(Debug, Default)]
pub struct MapSchema(Map<String, Value>);

impl MapSchema {
    /// Adds a field of a section with its description and default.
    pub fn field<F: Field>(&mut self, generator: &mut SchemaGenerator, key: &str, doc: &[&str], default: F) {
        let mut schema = generator.subschema_for::<Traced<F>>();
        describe(&mut schema, doc);
        let default = to_serde(&Traced::default_of(default, Path::default()).show());
        schema.insert("default".to_owned(), default);
        self.0.insert(key.to_owned(), schema.to_value());
    }

    /// Adds a key with its description.
    pub fn key<S: JsonSchema>(&mut self, generator: &mut SchemaGenerator, key: &str, doc: &[&str]) {
        let mut schema = generator.subschema_for::<S>();
        describe(&mut schema, doc);
        self.0.insert(key.to_owned(), schema.to_value());
    }

    /// Adds a key that is only known to exist.
    pub fn other(&mut self, key: &str) {
        self.0.insert(key.to_owned(), json!(true));
    }

    /// The map: these keys in their case, and no others.
    pub fn strict(self) -> Schema {
        let mut schema = self.open();
        schema.remove("x-open");
        schema.insert("additionalProperties".to_owned(), json!(false));
        schema
    }

    /// The map: these keys in their case, and others.
    pub fn open(self) -> Schema {
        let mut schema = map();
        schema.insert("properties".to_owned(), Value::Object(self.0));
        schema.insert("x-open".to_owned(), json!(true));
        schema
    }
}

/// Lets the keys of a map count in any case.
pub fn in_any_case(mut schema: Schema) -> Schema {
    schema.insert("x-any-case".to_owned(), json!(true));
    schema
}

/// Gives a schema the text of a doc comment.
pub fn describe(schema: &mut Schema, doc: &[&str]) {
    let lines: Vec<&str> = doc.iter().map(|line| line.trim()).collect();
    let text = lines.join(" ");
    if text.starts_with("Deprecated") {
        schema.insert("deprecated".to_owned(), json!(true));
    }
    schema.insert("description".to_owned(), json!(text));
}

impl<F: Field> JsonSchema for Traced<F> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::any::type_name::<F>().into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        F::schema()
    }
}
