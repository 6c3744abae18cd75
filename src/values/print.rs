//! Formats values like a Go template: `{{ .Values.x }}` and `printf "%s"`.

use std::fmt::Write as _;

use super::{Kind, Value};
use crate::go::strconv;

/// Returns the output of `{{ value }}`, `toString` and `%v`; `null` is `<nil>` inside lists and maps and empty
/// elsewhere, because Helm removes Go's `<no value>` from the output.
pub fn print(value: &Value) -> String {
    let mut text = String::new();
    if !value.is_null() {
        write_value(&mut text, value);
    }
    text
}

fn write_value(text: &mut String, value: &Value) {
    match &value.kind {
        Kind::Null => text.push_str("<nil>"),
        Kind::Bool(yes) => text.push_str(if *yes { "true" } else { "false" }),
        // Writing to a String cannot fail.
        Kind::Int(number) => drop(write!(text, "{number}")),
        Kind::Float(number) => text.push_str(&strconv::format_float(*number)),
        Kind::String(string) | Kind::Unknown(string) => text.push_str(string),
        Kind::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(' ');
                }
                write_value(text, item);
            }
            text.push(']');
        }
        Kind::Map(map) => {
            // Go prints maps sorted by key.
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            text.push_str("map[");
            for (index, (key, entry)) in entries.into_iter().enumerate() {
                if index > 0 {
                    text.push(' ');
                }
                let _ = write!(text, "{key}:");
                write_value(text, &entry.value);
            }
            text.push(']');
        }
    }
}

/// Returns the output of `printf "%s"` for a scalar: strings are unchanged, other types give Go's error for the verb.
pub fn print_as_string(value: &Value) -> String {
    match &value.kind {
        Kind::Null => "%!s(<nil>)".to_owned(),
        Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) => {
            format!("%!s({}={})", value.go_type(), print(value))
        }
        _ => print(value),
    }
}

/// Returns the output of `quote`: `%q` of the printed value; empty for `null`.
pub fn quote(value: &Value) -> String {
    if value.is_null() { String::new() } else { strconv::quote(&print(value)) }
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, Map, Origin};
    use super::*;

    fn value(kind: Kind) -> Value {
        Value::new(kind, Origin::FlyteDefault)
    }

    #[test]
    fn prints_like_go() {
        let mut map = Map::default();
        map.insert("b".into(), Entry::new(value(Kind::Null)));
        map.insert("a".into(), Entry::new(value(Kind::Float(1e6))));
        let map = Value::map(map, Origin::FlyteDefault);
        assert_eq!(print(&map), "map[a:1e+06 b:<nil>]");
        assert_eq!(print(&value(Kind::Null)), "");
        assert_eq!(quote(&value(Kind::Null)), "");
        assert_eq!(quote(&value(Kind::String("a\"\n".into()))), "\"a\\\"\\n\"");
        assert_eq!(print_as_string(&value(Kind::Float(1_234_567.0))), "%!s(float64=1.234567e+06)");
        assert_eq!(print_as_string(&value(Kind::Null)), "%!s(<nil>)");
    }
}
