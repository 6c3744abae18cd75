//! Questions to one node of a schema.

use serde_json::{Map, Value as Json};

/// The declared keys of a map.
pub(super) fn properties(node: &Json) -> Option<&Map<String, Json>> {
    node.get("properties")?.as_object()
}

/// The schema of the values of a map whose keys are the user's.
pub(super) fn of_any_name(node: &Json) -> Option<&Json> {
    node.get("additionalProperties").filter(|schema| schema.is_object())
}

/// Whether keys count in any case here.
pub(super) fn any_case(node: &Json) -> bool {
    node.get("x-any-case").is_some()
}

/// Whether keys that are not declared may be here.
pub(super) fn is_open(node: &Json) -> bool {
    node.get("x-open").is_some()
}

/// Whether authentication is about this node: the others are only known to exist.
pub(super) fn is_described(node: &Json) -> bool {
    node.is_object()
}

/// The declared key that `key` is here.
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

/// The node at the end of canonical steps.
pub(super) fn at<'a>(schema: &'a Json, steps: &[String]) -> Option<&'a Json> {
    steps.iter().try_fold(schema, |node, step| {
        properties(node)
            .and_then(|properties| properties.get(step))
            .or_else(|| of_any_name(node))
            .or_else(|| node.get("items"))
    })
}
