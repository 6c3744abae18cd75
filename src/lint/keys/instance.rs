//! The values as they are compared with the schema.

use serde_json::{Map, Value as Json, json};

use super::node;
use crate::flyte::config::lenient::is_hole;
use crate::values::{Kind, Value, to_serde};

/// The values with keys in the case that the schema has them in. What the schema does not describe, what `null`
/// deletes and what becomes a value only later says nothing and is null here.
pub(super) fn of(value: &Value, node: &Json) -> Json {
    if !node::is_described(node) {
        return Json::Null;
    }
    match &value.kind {
        Kind::String(text) if is_hole(text) => Json::Null,
        Kind::Map(map) if node::properties(node).is_some() => {
            let mut instance = Map::new();
            for (key, entry) in map.iter() {
                if entry.value.is_null() || key.starts_with("x-") || is_hole(key) {
                    continue;
                }
                match node::canonical(node, key) {
                    Some((known, below)) => insert(&mut instance, known, of(&entry.value, below)),
                    None => insert(&mut instance, key, Json::Null),
                }
            }
            Json::Object(instance)
        }
        Kind::Map(map) => match node::of_any_name(node) {
            Some(below) => map
                .iter()
                .map(|(key, entry)| (key.to_string(), of(&entry.value, below)))
                .collect(),
            None if map.is_empty() => json!({}),
            // That there is something in it is enough.
            None => json!({ "": null }),
        },
        Kind::List(items) => match node.get("items") {
            Some(below) => items.iter().map(|item| of(item, below)).collect(),
            None => json!([]),
        },
        _ => to_serde(value),
    }
}

/// Lays what two cases of one key say over each other.
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
