//! Formats values as YAML, byte for byte like Helm's `toYaml` and `helm get values -o yaml`.
//!
//! Source: `emitterc.go` and `encode.go` of goyaml v2 as included in Helm 3.17.2 and 4.1.4; compared with both.

use std::sync::Arc;

use super::natural::natural_order;
use super::yaml_scalar::{ScalarStyle, style_of, write_scalar};
use super::{Entry, Kind, Value};
use crate::go::strconv::{format_float, json_float};

/// Returns the output of `toYaml`, without a trailing newline.
pub fn to_yaml(value: &Value) -> String {
    let mut writer = Writer::default();
    writer.node(value, 0, YamlPosition::Root);
    while writer.text.ends_with('\n') {
        writer.text.pop();
    }
    writer.text
}

/// Formats a number like `toYaml`: it is converted to JSON and read back, so a number that fits an integer becomes one.
pub fn yaml_float(number: f64) -> String {
    let json = json_float(number);
    if json == "-0" {
        "0".to_owned()
    } else if json.parse::<i64>().is_ok() || json.parse::<u64>().is_ok() {
        json
    } else {
        format_float(number)
    }
}

/// The position of a node, which decides how it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum YamlPosition {
    /// At the start of the text.
    Root,
    /// After `key:`.
    Value,
    /// After `- `.
    Item,
}

#[derive(Debug, Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn node(&mut self, value: &Value, indent: usize, place: YamlPosition) {
        match &value.kind {
            Kind::Map(map) if !map.is_empty() => {
                let mut entries: Vec<(&Arc<str>, &Entry)> = map.iter().collect();
                entries.sort_by(|(one, _), (other, _)| natural_order(one, other));
                if place == YamlPosition::Value {
                    self.text.push('\n');
                }
                for (number, (key, entry)) in entries.into_iter().enumerate() {
                    if number > 0 || place == YamlPosition::Value {
                        self.pad(indent);
                    }
                    self.key(key, indent);
                    self.node(&entry.value, indent + 2, YamlPosition::Value);
                }
            }
            Kind::List(items) if !items.is_empty() => {
                // A list under a key has the indentation of the key.
                let indent = if place == YamlPosition::Value { indent.saturating_sub(2) } else { indent };
                if place == YamlPosition::Value {
                    self.text.push('\n');
                }
                for (number, item) in items.iter().enumerate() {
                    if number > 0 || place == YamlPosition::Value {
                        self.pad(indent);
                    }
                    self.text.push('-');
                    if matches!(&item.kind, Kind::Map(map) if !map.is_empty())
                        || matches!(&item.kind, Kind::List(list) if !list.is_empty())
                    {
                        self.text.push(' ');
                    }
                    self.node(item, indent + 2, YamlPosition::Item);
                }
            }
            _ => {
                if place != YamlPosition::Root {
                    self.text.push(' ');
                }
                self.scalar(value, indent);
                self.text.push('\n');
            }
        }
    }

    fn pad(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    fn key(&mut self, key: &str, indent: usize) {
        // goyaml's limit for a key on one line.
        if key.len() > 128 || key.contains('\n') {
            self.text.push_str("? ");
            write_scalar(&mut self.text, key, style_of(key, key.contains('\n')), indent + 2, true);
            self.text.push('\n');
            self.pad(indent);
        } else {
            write_scalar(&mut self.text, key, style_of(key, false), indent, false);
        }
        self.text.push(':');
    }

    fn scalar(&mut self, value: &Value, indent: usize) {
        match &value.kind {
            Kind::Null => self.text.push_str("null"),
            Kind::Bool(yes) => self.text.push_str(if *yes { "true" } else { "false" }),
            Kind::Int(number) => self.text.push_str(&number.to_string()),
            Kind::Float(number) => self.text.push_str(&yaml_float(*number)),
            Kind::List(_) => self.text.push_str("[]"),
            Kind::Map(_) => self.text.push_str("{}"),
            Kind::String(string) | Kind::Unknown(string) => {
                let style = style_of(string, true);
                let indent = if style == ScalarStyle::Literal { indent.max(2) } else { indent };
                write_scalar(&mut self.text, string, style, indent, true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::test_values::json;

    #[test]
    fn writes_as_helm_does() {
        let value = json(
            r#"{"b": {"x": [], "y": {}, "l": [1, [2, 3], {"k": "v", "j": null}]}, "a10": "yes", "a9": "it's", "s": "x: y",
                "m": "one\ntwo\n", "n": "one\ntwo", "t": "tab\there", "e": "", "f": 1234567, "g": 1e21, "t2": " lead"}"#,
        );
        assert_eq!(
            to_yaml(&value),
            "a9: it's\na10: \"yes\"\nb:\n  l:\n  - 1\n  - - 2\n    - 3\n  - j: null\n    k: v\n  x: []\n  \"y\": {}\n\
             e: \"\"\nf: 1234567\ng: 1e+21\nm: |\n  one\n  two\n\"n\": |-\n  one\n  two\ns: 'x: y'\nt: \"tab\\there\"\n\
             t2: ' lead'"
        );
    }

    #[test]
    fn writes_numbers_as_helm_does() {
        for (number, text) in [
            (1_234_567.0, "1234567"),
            (1_234_567.5, "1.2345675e+06"),
            (12_345_678_901_234_567.0, "12345678901234568"),
            (123_456_789_012_345_678.0, "123456789012345680"),
            (9_223_372_036_854_775_807.0, "9223372036854776000"),
            (18_446_744_073_709_551_615.0, "1.8446744073709552e+19"),
            (-9_223_372_036_854_775_808.0, "-9.223372036854776e+18"),
            (1e20, "1e+20"),
            (-0.0, "0"),
            (1e-7, "1e-07"),
            (1.5, "1.5"),
        ] {
            assert_eq!(yaml_float(number), text);
        }
    }

    #[test]
    fn folds_long_text() {
        let long = "word ".repeat(30).trim_end().to_owned();
        let value = json(&format!("{{\"k\": {long:?}}}"));
        let text = to_yaml(&value);
        assert_eq!(text.lines().count(), 2);
        assert!(text.lines().all(|line| line.len() <= 90));
    }
}
