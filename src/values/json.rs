//! Formats values as JSON like Go's `encoding/json`: sorted keys, shortest numbers, escaped `<`, `>` and `&`.

use std::fmt::Write as _;

use super::{Kind, Value};
use crate::go::strconv::json_float;

/// Returns the output of `toJson` and `helm get values -o json`.
pub fn to_json(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value);
    text
}

/// Converts a value to `serde_json`. Values that only a running Helm can evaluate, and numbers that JSON does not have,
/// become null.
pub fn to_serde(value: &Value) -> serde_json::Value {
    match &value.kind {
        Kind::Bool(yes) => (*yes).into(),
        Kind::Int(number) => (*number).into(),
        Kind::Float(number) => whole(*number).map_or_else(|| (*number).into(), Into::into),
        Kind::Null | Kind::Unknown(_) => serde_json::Value::Null,
        Kind::String(text) => (&**text).into(),
        Kind::List(items) => items.iter().map(to_serde).collect(),
        Kind::Map(map) => map.iter().map(|(key, entry)| (key.to_string(), to_serde(&entry.value))).collect(),
    }
}

/// Returns a number of a values file as an integer, if it is one.
fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "asked first")]
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

fn write_value(text: &mut String, value: &Value) {
    match &value.kind {
        Kind::Bool(yes) => text.push_str(if *yes { "true" } else { "false" }),
        // Writing to a String cannot fail.
        Kind::Int(number) => drop(write!(text, "{number}")),
        Kind::Float(number) if number.is_finite() => text.push_str(&json_float(*number)),
        // A configuration may contain an infinity; JSON cannot.
        Kind::Null | Kind::Float(_) => text.push_str("null"),
        Kind::String(string) | Kind::Unknown(string) => write_string(text, string),
        Kind::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_value(text, item);
            }
            text.push(']');
        }
        Kind::Map(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            text.push('{');
            for (index, (key, entry)) in entries.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_string(text, key);
                text.push(':');
                write_value(text, &entry.value);
            }
            text.push('}');
        }
    }
}

fn write_string(text: &mut String, string: &str) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            c if c < ' ' || matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') => {
                let _ = write!(text, "\\u{:04x}", c as u32);
            }
            c => text.push(c),
        }
    }
    text.push('"');
}
