//! The schema as lint asks it: every unknown key is told, and of text only whether it is of the right kind.

use serde_json::{Map, Value as Json, json};

use super::node;
use crate::flyte::config::Nanoseconds;
use crate::flyte::config::field::Field;
use crate::values::{Origin, Value};

/// Compiles the strict form of a schema.
pub(super) fn validator(schema: &Json) -> Result<jsonschema::Validator, String> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft7)
        .should_validate_formats(true)
        .with_format("boolean", reads_as::<bool>)
        .with_format("integer", reads_as::<i64>)
        .with_format("duration", reads_as::<Nanoseconds>)
        .with_format("switch", is_switch)
        .with_format("empty", str::is_empty)
        .build(&strict(schema))
        .map_err(|error| error.to_string())
}

fn reads_as<F: Field>(text: &str) -> bool {
    F::read(&Value::string(text, Origin::FlyteDefault)).is_ok()
}

/// Whether text in place of a switch looks like one. Any text is true to a template; that `"false"` is, too, is not a
/// matter of types.
fn is_switch(text: &str) -> bool {
    const WORDS: &[&str] = &["", "true", "false", "yes", "no", "on", "off", "y", "n"];
    WORDS.contains(&&*text.to_ascii_lowercase()) || text.parse::<f64>().is_ok()
}

fn strict(schema: &Json) -> Json {
    let mut made = Map::new();
    for key in ["type", "maxProperties"] {
        if let Some(value) = schema.get(key) {
            made.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(format) = schema.get("x-format").and_then(Json::as_str) {
        // What a hash is has rules of its own.
        if format != "base64" {
            made.insert("format".to_owned(), json!(format));
        }
    }
    if let Some(items) = schema.get("items") {
        made.insert("items".to_owned(), strict(items));
    }
    if let Some(any) = node::of_any_name(schema) {
        made.insert("additionalProperties".to_owned(), strict(any));
    }
    if let Some(properties) = node::properties(schema) {
        let properties: Map<String, Json> = properties
            .iter()
            .map(|(key, node)| (key.clone(), strict(node)))
            .collect();
        made.insert("properties".to_owned(), Json::Object(properties));
        made.insert("additionalProperties".to_owned(), json!(false));
    }
    // Text that becomes a map later was taken out of the instance.
    if made.contains_key("additionalProperties") {
        made.insert("type".to_owned(), json!(["object", "null"]));
    }
    Json::Object(made)
}
