//! Accessors for a node of the schema.

use serde_json::{Map, Value as Json};

/// Returns the declared keys of a map.
pub(super) fn properties(node: &Json) -> Option<&Map<String, Json>> {
    node.get("properties")?.as_object()
}

/// Returns the schema of the values in a map whose keys the user chooses.
pub(super) fn of_any_name(node: &Json) -> Option<&Json> {
    node.get("additionalProperties").filter(|schema| schema.is_object())
}

/// Returns whether Flyte reads the keys of this map in any letter case.
pub(super) fn any_case(node: &Json) -> bool {
    node.get("x-any-case").is_some()
}

/// Returns whether the map may have undeclared keys.
pub(super) fn is_open(node: &Json) -> bool {
    node.get("x-open").is_some()
}

/// Returns whether the schema describes this node. Nodes that are not about authentication are only declared.
pub(super) fn is_described(node: &Json) -> bool {
    node.is_object()
}

/// Returns the declared key that `key` matches here, with its node.
pub(super) fn canonical<'a>(node: &'a Json, key: &str) -> Option<(&'a str, &'a Json)> {
    let properties = properties(node)?;
    if let Some((key, node)) = properties.get_key_value(key) {
        return Some((key, node));
    }
    properties
        .iter()
        .find(|(known, _)| any_case(node) && known.eq_ignore_ascii_case(key))
        .map(|(key, node)| (key.as_str(), node))
}

/// Returns the node at the end of these steps, which are in the schema's letter case.
pub(super) fn at<'a>(schema: &'a Json, steps: &[String]) -> Option<&'a Json> {
    steps.iter().try_fold(schema, |node, step| {
        properties(node)
            .and_then(|properties| properties.get(step))
            .or_else(|| of_any_name(node))
            .or_else(|| node.get("items"))
    })
}
