//! Converts values for validation against the schema, and decides whether validation can find anything.

use serde_json::{Map, Value as Json, json};

use super::{node, strict};
use crate::chart::is_known_somewhere;
use crate::diagnostic::near;
use crate::values::is_placeholder;
use crate::values::{Kind, Value, to_serde};

/// Values in the form that is validated: keys have the schema's letter case. Keys that the schema does not describe,
/// deleted keys and placeholders are left out or null, since they are never wrong.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) json: Json,
    /// Whether something in them may be a problem. If not, validation finds nothing.
    pub(super) has_signs: bool,
}

impl Instance {
    pub(super) fn of(value: &Value, schema: &Json) -> Self {
        let mut has_signs = false;
        let json = normal(value, schema, &mut has_signs);
        Self { json, has_signs }
    }
}

fn normal(value: &Value, node: &Json, signs: &mut bool) -> Json {
    if !node::is_described(node) {
        return Json::Null;
    }
    match &value.kind {
        Kind::String(text) if is_placeholder(text) => return Json::Null,
        Kind::Map(_) if node::properties(node).is_some() => return known_keys(value, node, signs),
        _ => {}
    }
    let below = node::of_any_name(node);
    let json = match &value.kind {
        Kind::Map(map) => match below {
            Some(below) => {
                map.iter().map(|(key, entry)| (key.to_string(), normal(&entry.value, below, signs))).collect()
            }
            None if map.is_empty() => json!({}),
            // Validation only needs to know that the map is not empty.
            None => json!({ "": null }),
        },
        Kind::List(items) => match node.get("items") {
            Some(below) => items.iter().map(|item| normal(item, below, signs)).collect(),
            None => json!([]),
        },
        _ => to_serde(value),
    };
    *signs |= !is_of_type(&json, node);
    json
}

fn known_keys(value: &Value, node: &Json, signs: &mut bool) -> Json {
    let mut instance = Map::new();
    for (key, entry) in value.as_map().into_iter().flatten() {
        if entry.value.is_null() || key.starts_with("x-") || is_placeholder(key) {
            continue;
        }
        if let Some((known, below)) = node::canonical(node, key) {
            insert(&mut instance, known, normal(&entry.value, below, signs));
        } else if !node::is_open(node) || is_a_sign(node, key, &entry.value) {
            *signs = true;
            insert(&mut instance, key, Json::Null);
        }
    }
    Json::Object(instance)
}

/// Returns whether an undeclared key in an open map may be a misplaced or misspelled auth setting.
fn is_a_sign(node: &Json, key: &str, value: &Value) -> bool {
    let is_map = value.as_map().is_some();
    let telling = is_map || node::any_case(node) || key.chars().any(char::is_uppercase);
    let slip = || {
        let known = node::properties(node).into_iter().flatten();
        let described = known.filter(|(_, below)| node::is_described(below));
        near(key, described.map(|(known, _)| known.as_str())).is_some()
    };
    (telling && is_known_somewhere(key)) || (is_map && slip())
}

/// Returns whether the value has one of the types that the node allows.
fn is_of_type(json: &Json, node: &Json) -> bool {
    let kind = match json {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    };
    let is_map = node::of_any_name(node).is_some() || node::properties(node).is_some();
    let types = node.get("type").and_then(Json::as_array);
    let takes = |kind: &str| types.is_some_and(|types| types.iter().any(|one| one == kind));
    let named = takes(kind) || (json.as_i64().is_some() && takes("integer"));
    let text_fits = match (json, node.get("x-format").and_then(Json::as_str)) {
        (Json::String(text), Some(format)) => strict::reads(format, text),
        // Text that becomes a map later is left out.
        (Json::String(_), None) => !is_map,
        _ => true,
    };
    let empty = node.get("maxProperties").is_none() || json.as_object().is_none_or(Map::is_empty);
    named && text_fits && empty
}

/// Inserts a key; if it is there in another letter case, merges the two maps.
fn insert(instance: &mut Map<String, Json>, key: &str, value: Json) {
    match (instance.get_mut(key), value) {
        (Some(Json::Object(below)), Json::Object(above)) => {
            for (key, value) in above {
                insert(below, &key, value);
            }
        }
        (Some(_), _) => {}
        (None, value) => {
            instance.insert(key.to_owned(), value);
        }
    }
}
