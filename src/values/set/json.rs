//! Reads the JSON in a `--set-json` like Go's `encoding/json`.

use std::borrow::Cow;

use serde_json::Deserializer;

use crate::stack::levels;
use crate::values::{Entry, Kind, Map, Origin, Value};

/// The maximum nesting that Go reads (`maxNestingDepth` of `encoding/json`).
const MAX_NESTING: usize = 10_000;

/// Reads the first JSON value of `text`; returns it with its length in bytes.
pub(super) fn read_first(text: &str, origin: &Origin) -> Result<(Value, usize), String> {
    let text = without_lone_surrogates(text);
    check_depth(&text)?;
    let mut reader = Deserializer::from_str(&text);
    reader.disable_recursion_limit();
    let mut values = reader.into_iter::<serde_json::Value>();
    match values.next() {
        Some(Ok(value)) => Ok((from_json(value, origin), values.byte_offset())),
        Some(Err(error)) => Err(error.to_string()),
        None => Err("EOF".to_owned()),
    }
}

/// Reads the whole `text` as one JSON value.
pub(super) fn read_whole(text: &str, origin: &Origin) -> Result<Value, String> {
    let (value, length) = read_first(text, origin)?;
    let rest = text.get(length..).unwrap_or_default();
    if rest.trim_ascii().is_empty() { Ok(value) } else { Err("there is text behind the JSON value".to_owned()) }
}

/// Replaces unpaired surrogates by U+FFFD, like Go. The length of an escape does not change.
fn without_lone_surrogates(text: &str) -> Cow<'_, str> {
    if !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let mut fixed = String::with_capacity(text.len());
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|text| text.find('\\')) {
        at += found;
        let next = unit(at + 6).filter(|next| (0xDC00..0xE000).contains(next));
        at += match unit(at) {
            Some(0xD800..0xDC00) if next.is_some() => 12,
            Some(0xD800..0xE000) => {
                fixed.push_str(text.get(copied..at).unwrap_or_default());
                fixed.push_str("\\ufffd");
                copied = at + 6;
                6
            }
            // The character after the backslash may have several bytes.
            _ => 1 + text.get(at + 1..).and_then(|text| text.chars().next()).map_or(0, char::len_utf8),
        };
    }
    fixed.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(fixed)
}

fn check_depth(text: &str) -> Result<(), String> {
    let most = MAX_NESTING.min(levels());
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return Err(format!("invalid character '{}' exceeded max depth", char::from(byte)));
        }
    }
    Ok(())
}

/// Converts JSON as Go decodes it into an `interface{}`: every number is a float.
fn from_json(value: serde_json::Value, origin: &Origin) -> Value {
    let kind = match value {
        serde_json::Value::Null => Kind::Null,
        serde_json::Value::Bool(yes) => Kind::Bool(yes),
        serde_json::Value::Number(number) => Kind::Float(number.as_f64().unwrap_or(f64::NAN)),
        serde_json::Value::String(text) => Kind::String(text.into()),
        serde_json::Value::Array(items) => {
            Kind::List(items.into_iter().map(|item| from_json(item, origin)).collect::<Vec<_>>().into())
        }
        serde_json::Value::Object(entries) => Kind::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), Entry::new(from_json(value, origin))))
                .collect::<Map>()
                .into(),
        ),
    };
    Value::new(kind, origin.clone())
}
