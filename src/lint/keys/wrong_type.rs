//! Describes values of a wrong type.

use serde_json::Value as Json;

use super::KeyFaultKind;
use crate::values::{Kind, Value};

/// Describes `value`, which the schema at `node` rejects.
pub(super) fn kind(node: Option<&Json>, value: &Value) -> KeyFaultKind {
    KeyFaultKind::WrongType {
        expected: expected(node.unwrap_or(&Json::Null)).to_owned(),
        found: found(value).to_owned(),
    }
}

fn expected(node: &Json) -> &'static str {
    let format = node.get("x-format").and_then(Json::as_str);
    let first = node.get("type").and_then(|types| types.get(0)).and_then(Json::as_str);
    if node.pointer("/anyOf/0/format").is_some() {
        return "a URL";
    }
    match (format, first) {
        (Some("boolean" | "switch"), _) => "`true` or `false`",
        (Some("integer"), _) => "a whole number",
        (Some("duration"), _) => "a duration such as `30m`",
        (_, Some("array")) => "a list",
        (_, Some("object")) => "a map",
        _ => "text",
    }
}

/// Describes the type, never the value itself, since it may be a secret.
const fn found(value: &Value) -> &'static str {
    match value.kind {
        Kind::Null => "nothing",
        Kind::Bool(_) => "a truth value",
        Kind::Int(_) | Kind::Float(_) => "a number",
        Kind::String(_) | Kind::Unknown(_) => "text",
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
    }
}
