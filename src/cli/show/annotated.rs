//! Writes YAML with comments at the ends of its lines.

use std::fmt::Write as _;

use crate::text::visible;
use crate::values::yaml_float;
use crate::values::{Kind, Origin, ScalarStyle, Sources, Value, style_of, write_scalar};

/// A page under construction.
pub(super) struct Annotated<'a> {
    sources: &'a Sources,
    text: String,
    default_name: &'static str,
}

impl<'a> Annotated<'a> {
    pub(super) const fn new(sources: &'a Sources) -> Self {
        Self { sources, text: String::new(), default_name: "default" }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Sets the description of a process's own defaults from here on.
    pub(super) const fn default_name(&mut self, name: &'static str) {
        self.default_name = name;
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Writes a line unchanged, with a comment.
    pub(super) fn line(&mut self, indent: usize, text: &str, comment: Option<&str>) {
        self.pad(indent);
        self.text.push_str(text);
        if let Some(comment) = comment {
            self.text.push_str("  # ");
            self.text.push_str(&visible(comment));
        }
        self.text.push('\n');
    }

    /// Describes an origin.
    pub(super) fn describe(&self, origin: &Origin) -> String {
        match origin {
            Origin::FlyteDefault => self.default_name.to_owned(),
            _ => visible(&self.sources.describe(origin)),
        }
    }

    /// Writes a key with its value. Omits a default that is empty.
    pub(super) fn entry(&mut self, indent: usize, key: &str, value: &Value) {
        if value.origin == Origin::FlyteDefault && is_all_empty(value) {
            return;
        }
        let mut head = String::new();
        write_scalar(&mut head, key, style_of(key, false), 0, false);
        head.push(':');
        match &value.kind {
            Kind::Map(map) if !map.is_empty() => {
                self.line(indent, &head, None);
                for (key, entry) in map.iter() {
                    self.entry(indent.saturating_add(2), key, &entry.value);
                }
            }
            Kind::List(items) if !items.is_empty() => {
                self.line(indent, &head, None);
                for item in items.iter() {
                    self.item(indent, item);
                }
            }
            _ => {
                let origin = self.describe(&value.origin);
                self.line(indent, &format!("{head} {}", scalar(value)), Some(&origin));
            }
        }
    }

    /// Writes an item of a list.
    pub(super) fn item(&mut self, indent: usize, value: &Value) {
        let origin = self.describe(&value.origin);
        self.line(indent, &format!("- {}", scalar(value)), Some(&origin));
    }

    /// Writes a text as an item of a list.
    pub(super) fn text_item(&mut self, indent: usize, text: &str) {
        let text = visible(text);
        let mut item = "- ".to_owned();
        write_scalar(&mut item, &text, style_of(&text, false), 0, false);
        self.line(indent, &item, None);
    }

    fn pad(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }
}

/// Returns whether a value and all values in it are empty.
fn is_all_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::Null => true,
        Kind::String(text) => text.is_empty(),
        Kind::List(items) => items.is_empty(),
        Kind::Map(map) => {
            map.values().all(|entry| entry.value.origin == Origin::FlyteDefault && is_all_empty(&entry.value))
        }
        _ => false,
    }
}

/// Formats a value on one line.
fn scalar(value: &Value) -> String {
    match &value.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(yes) => yes.to_string(),
        Kind::Int(number) => number.to_string(),
        Kind::Float(number) => yaml_float(*number),
        Kind::Unknown(_) => "<unknown>".to_owned(),
        Kind::String(text) if visible(text) != **text => escaped(text),
        Kind::String(text) => {
            let mut written = String::new();
            let style = match style_of(text, false) {
                ScalarStyle::Literal => ScalarStyle::Double,
                style => style,
            };
            write_scalar(&mut written, text, style, 0, false);
            written
        }
        Kind::List(items) => {
            let items: Vec<String> = items.iter().map(scalar).collect();
            format!("[{}]", items.join(", "))
        }
        Kind::Map(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, entry)| format!("{key}: {}", scalar(&entry.value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Quotes a text, with the escapes of YAML 1.1 for characters that a terminal wouldn't show.
fn escaped(text: &str) -> String {
    let mut written = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            c if visible(c.encode_utf8(&mut [0; 4])).len() > c.len_utf8() => {
                // Writing to a String cannot fail. All of these characters have at most four hexadecimal digits.
                let _ = write!(written, "\\u{:04x}", u32::from(c));
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}
