//! Formats new values.

use std::fmt::Write as _;

use serde_json::Value;

use super::layout::Layout;
use crate::yaml::quote::{self, double_quoted, plain_or_quoted, single_quoted};
use crate::yaml::{Style, stays_text};

/// Characters that are special somewhere in YAML.
const SPECIAL: [char; 8] = [',', '[', ']', '{', '}', '#', '\'', '"'];

/// Formats a string in the quoting style of another one.
pub(super) fn string_like(text: &str, style: Style) -> String {
    match style {
        Style::SingleQuoted => single_quoted(text),
        Style::DoubleQuoted => double_quoted(text),
        Style::Plain if stays_text(text) && !text.contains(SPECIAL) => text.to_owned(),
        _ => plain_or_quoted(text).into_owned(),
    }
}

/// Formats a value on one line, in flow style.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => plain_or_quoted(text).into_owned(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{}: {}", quote::key(key), flow(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// Returns whether a value needs lines of its own.
pub(super) fn is_block(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => false,
    }
}

/// Formats an entry of a map as lines, without the last line break.
pub(super) fn entry(layout: &Layout<'_>, key: &str, value: &Value, indent: usize) -> String {
    let mut lines = format!("{:indent$}{}:", "", quote::key(key));
    if is_block(value) {
        lines.push_str(layout.eol);
        let step = match value {
            Value::Array(_) => layout.list_step,
            _ => layout.step,
        };
        lines.push_str(&block(layout, value, indent + step));
    } else {
        // Writing to a String cannot fail.
        let _ = write!(lines, " {}", flow(value));
    }
    lines
}

/// Formats the entries or items of a value as lines, without the last line break.
pub(super) fn block(layout: &Layout<'_>, value: &Value, indent: usize) -> String {
    let lines: Vec<String> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| entry(layout, key, value, indent)).collect(),
        Value::Array(items) => items.iter().map(|value| item(layout, value, indent)).collect(),
        _ => vec![format!("{:indent$}{}", "", flow(value))],
    };
    lines.join(layout.eol)
}

/// Formats an item of a list as lines, without the last line break.
pub(super) fn item(layout: &Layout<'_>, value: &Value, indent: usize) -> String {
    let inner = if is_block(value) { block(layout, value, indent + 2) } else { flow(value) };
    format!("{:indent$}- {}", "", inner.trim_start())
}
