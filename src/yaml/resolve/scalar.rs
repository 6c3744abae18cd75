//! Scalars: go-yaml v2's `resolve.go`.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

use super::{number, timestamp};
use crate::yaml::tree::Data;

/// Go's `base64.StdEncoding`: padding is wanted, stray bits at the end are not looked at.
const BASE64: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

/// What the tags mean that go-yaml knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Str,
    Bool,
    Int,
    Float,
    Null,
    Timestamp,
    Binary,
    /// Any other: the scalar is a string.
    Other,
}

impl Tag {
    fn of(tag: &str) -> Self {
        match tag.strip_prefix("tag:yaml.org,2002:") {
            Some("str") => Self::Str,
            Some("bool") => Self::Bool,
            Some("int") => Self::Int,
            Some("float") => Self::Float,
            Some("null") => Self::Null,
            Some("timestamp") => Self::Timestamp,
            Some("binary") => Self::Binary,
            _ => Self::Other,
        }
    }

    fn short(self) -> &'static str {
        match self {
            Self::Bool => "!!bool",
            Self::Int => "!!int",
            Self::Float => "!!float",
            Self::Null => "!!null",
            Self::Timestamp => "!!timestamp",
            Self::Binary => "!!binary",
            Self::Str | Self::Other => "!!str",
        }
    }
}

/// What a scalar with a tag is.
#[derive(Debug)]
pub(super) enum Scalar {
    /// What go-yaml made of it.
    Value(Data),
    /// Its own text.
    Text,
    /// A text that was encoded.
    Decoded(String),
}

/// Finds out what a scalar with a tag is, or what go-yaml says that it cannot be.
pub(super) fn tagged(tag: &str, text: &str) -> Result<Scalar, String> {
    let tag = Tag::of(tag);
    match tag {
        Tag::Str | Tag::Other => Ok(Scalar::Text),
        Tag::Binary => binary(text),
        _ => typed(tag, text),
    }
}

/// A plain scalar without a tag: `None` for a string.
pub(in crate::yaml) fn untagged(text: &str) -> Option<Data> {
    match text.as_bytes() {
        [] => Some(Data::Null),
        [b'+' | b'-' | b'0'..=b'9', ..] => special_float(text).or_else(|| number::digits_or_sign(text)),
        [b'.', ..] => special_float(text).or_else(|| number::dot(text)),
        [b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~', ..] => word(text),
        _ => None,
    }
}

fn word(text: &str) -> Option<Data> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(Data::Bool(true)),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(Data::Bool(false)),
        "~" | "null" | "Null" | "NULL" => Some(Data::Null),
        _ => None,
    }
}

fn special_float(text: &str) -> Option<Data> {
    match text {
        ".nan" | ".NaN" | ".NAN" => Some(Data::Float(f64::NAN)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(Data::Float(f64::INFINITY)),
        "-.inf" | "-.Inf" | "-.INF" => Some(Data::Float(f64::NEG_INFINITY)),
        _ => None,
    }
}

/// A scalar whose tag says what it has to be.
fn typed(tag: Tag, text: &str) -> Result<Scalar, String> {
    if tag == Tag::Timestamp && timestamp::is_timestamp(text) {
        return Ok(Scalar::Text);
    }
    let value = untagged(text);
    #[allow(clippy::cast_precision_loss, reason = "go-yaml rounds in the same way")]
    let (found, value) = match value {
        None => (Tag::Str, None),
        Some(Data::Null) => (Tag::Null, value),
        Some(Data::Bool(_)) => (Tag::Bool, value),
        Some(Data::Int(number)) if tag == Tag::Float => (Tag::Float, Some(Data::Float(number as f64))),
        Some(Data::Float(_)) => (Tag::Float, value),
        Some(_) => (Tag::Int, value),
    };
    match value {
        Some(value) if found == tag => Ok(Scalar::Value(value)),
        _ => Err(format!("cannot decode {} `{text}` as a {}", found.short(), tag.short())),
    }
}

fn binary(text: &str) -> Result<Scalar, String> {
    let text: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    let bytes = BASE64.decode(text).map_err(|_| "!!binary value contains invalid base64 data".to_owned())?;
    Ok(Scalar::Decoded(go_lossy(&bytes)))
}

/// Go writes U+FFFD into JSON for every byte that is not UTF-8 (Rust would for every such sequence).
fn go_lossy(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}
