//! The strict form of the schema: it reports every unknown key, and checks only the kind of texts.

use serde_json::{Map, Value as Json, json};

use super::node;
use crate::flyte::config::field::Field;
use crate::go::Nanoseconds;
use crate::values::{Origin, Value};

/// Compiles the strict form of a schema.
pub(super) fn validator(schema: &Json) -> Result<jsonschema::Validator, String> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft7)
        .should_validate_formats(true)
        .with_format("boolean", |text: &str| reads("boolean", text))
        .with_format("integer", |text: &str| reads("integer", text))
        .with_format("duration", |text: &str| reads("duration", text))
        .with_format("switch", |text: &str| reads("switch", text))
        .with_format("empty", |text: &str| reads("empty", text))
        .build(&strict(schema))
        .map_err(|error| error.to_string())
}

/// Returns whether text has the kind that `x-format` names. Hashes have rules of their own.
pub(super) fn reads(format: &str, text: &str) -> bool {
    match format {
        "boolean" => reads_as::<bool>(text),
        "integer" => reads_as::<i64>(text),
        "duration" => reads_as::<Nanoseconds>(text),
        "empty" => text.is_empty(),
        _ => true,
    }
}

fn reads_as<F: Field>(text: &str) -> bool {
    F::read(&Value::string(text, Origin::FlyteDefault)).is_ok()
}

fn strict(schema: &Json) -> Json {
    let mut made = Map::new();
    for key in ["type", "maxProperties"] {
        if let Some(value) = schema.get(key) {
            made.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(format) = schema.get("x-format") {
        made.insert("format".to_owned(), format.clone());
    }
    if let Some(items) = schema.get("items") {
        made.insert("items".to_owned(), strict(items));
    }
    if let Some(any) = node::of_any_name(schema) {
        made.insert("additionalProperties".to_owned(), strict(any));
    }
    if let Some(properties) = node::properties(schema) {
        let properties: Map<String, Json> = properties.iter().map(|(key, node)| (key.clone(), strict(node))).collect();
        made.insert("properties".to_owned(), Json::Object(properties));
        made.insert("additionalProperties".to_owned(), json!(false));
    }
    // Text that becomes a map later is left out of the instance.
    if made.contains_key("additionalProperties") {
        made.insert("type".to_owned(), json!(["object", "null"]));
    }
    Json::Object(made)
}
