//! Builds the JSON Schemas of sections and fields, as lenient as flytestdlib's decoding.
//!
//! Markers, which published schemas do not contain, express what draft-07 cannot: `x-format` is the kind of text in a
//! scalar, `x-any-case` marks a map with case-insensitive keys, `x-open` one with undeclared keys.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::field::{Field, Traced};
use crate::values::{PLACEHOLDER_PATTERN, Path, to_serde};

/// Returns the schema of a scalar. viper ignores an empty map, and `null` deletes.
pub(super) fn scalar(types: &[&str]) -> Schema {
    let types: Vec<&str> = types.iter().copied().chain(["null", "object"]).collect();
    json_schema!({ "type": types, "maxProperties": 0 })
}

/// Returns the schema of a scalar whose text has the kind `format` and must match `pattern`.
pub(super) fn text_of(types: &[&str], format: &str, pattern: &str) -> Schema {
    let mut schema = scalar(types);
    schema.insert("x-format".to_owned(), json!(format));
    schema.insert("pattern".to_owned(), json!(format!("{pattern}|{PLACEHOLDER_PATTERN}")));
    schema
}

/// Returns the schema of an enumeration: its names, their numbers, and the empty text, which means the first name.
pub(super) fn names(names: &[&str]) -> Schema {
    let mut schema = scalar(&["string", "integer", "boolean"]);
    let otherwise = format!("^[0-9]?$|{PLACEHOLDER_PATTERN}");
    schema.insert("anyOf".to_owned(), json!([{ "enum": names }, { "pattern": otherwise }]));
    schema
}

/// Returns the schema of a URL. URLs that only Go's `url.Parse` accepts, not RFC 3986, are valid.
pub(super) fn url() -> Schema {
    let mut schema = scalar(&["string"]);
    let otherwise = format!(r"[^A-Za-z0-9:/?#@!$&'()*+,;=._~%-]|#.*#|@.*@|{PLACEHOLDER_PATTERN}");
    schema.insert("anyOf".to_owned(), json!([{ "format": "uri-reference" }, { "pattern": otherwise }]));
    schema
}

/// Returns the schema of a list, or of a scalar that is split at commas.
pub(super) fn list(items: Schema) -> Schema {
    let mut schema = scalar(&["array", "string", "number", "boolean"]);
    schema.insert("items".to_owned(), items.to_value());
    schema
}

/// Returns the schema of a map, or of a placeholder for one.
pub fn map() -> Schema {
    json_schema!({ "type": ["object", "null", "string"], "pattern": PLACEHOLDER_PATTERN })
}

/// The schema of a map under construction.
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

    /// Adds a key without a description.
    pub fn other(&mut self, key: &str) {
        self.0.insert(key.to_owned(), json!(true));
    }

    /// Finishes the map: case-sensitive keys, and no others.
    pub fn strict(self) -> Schema {
        let mut schema = self.open();
        schema.remove("x-open");
        schema.insert("additionalProperties".to_owned(), json!(false));
        schema
    }

    /// Finishes the map: case-sensitive keys, and others.
    pub fn open(self) -> Schema {
        let mut schema = map();
        schema.insert("properties".to_owned(), Value::Object(self.0));
        schema.insert("x-open".to_owned(), json!(true));
        schema
    }
}

/// Makes the keys of a map case-insensitive.
pub fn in_any_case(mut schema: Schema) -> Schema {
    schema.insert("x-any-case".to_owned(), json!(true));
    schema
}

/// Adds the text of a doc comment to a schema.
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
