//! Scalars: the `resolve.go` of go-yaml v2 (YAML 1.1), and of v3 (YAML 1.2) where it differs.

use super::{number, timestamp};
use crate::go::base64;
use crate::yaml::tree::Data;

/// A version of YAML, which decides how plain scalars are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YamlVersion {
    /// Helm and Kubernetes use go-yaml v2: `yes` and `n` are booleans.
    V1_1,
    /// Flyte's processes use go.yaml.in/yaml/v3 (viper 1.21 in flytestdlib at v1.16.8): only `true` and `false` are
    /// booleans. Octal numbers may have YAML 1.1's form.
    V1_2,
}

/// The value of a plain scalar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PlainScalar {
    /// `~`, or no text.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number above [`i64::MAX`].
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// A string, including one that go-yaml reads as a timestamp.
    String,
}

impl PlainScalar {
    /// Resolves a scalar that has neither quotes nor a tag.
    pub fn of(text: &str, version: YamlVersion) -> Self {
        match untagged(text, version) {
            Some(Data::Null) => Self::Null,
            Some(Data::Bool(value)) => Self::Bool(value),
            Some(Data::Int(value)) => Self::Int(value),
            Some(Data::Uint(value)) => Self::Uint(value),
            Some(Data::Float(value)) => Self::Float(value),
            _ => Self::String,
        }
    }
}

/// The tags that go-yaml knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Str,
    Bool,
    Int,
    Float,
    Null,
    Timestamp,
    Binary,
    /// Any other tag: the scalar is a string.
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

/// The value of a scalar with a tag.
#[derive(Debug)]
pub(super) enum Scalar {
    /// The value that go-yaml reads.
    Value(Data),
    /// The scalar's text.
    Text,
    /// A decoded text.
    Decoded(String),
}

/// Resolves a scalar with a tag, or returns go-yaml's error message.
pub(super) fn tagged(tag: &str, text: &str) -> Result<Scalar, String> {
    let tag = Tag::of(tag);
    match tag {
        Tag::Str | Tag::Other => Ok(Scalar::Text),
        Tag::Binary => binary(text),
        _ => typed(tag, text),
    }
}

/// Resolves a plain scalar without a tag; `None` for a string, and for a timestamp, which stays one.
pub(super) fn untagged(text: &str, version: YamlVersion) -> Option<Data> {
    match text.as_bytes() {
        [] => Some(Data::Null),
        [b'+' | b'-' | b'0'..=b'9', ..] => special_float(text).or_else(|| number::digits_or_sign(text, version)),
        [b'.', ..] => special_float(text).or_else(|| number::dot(text)),
        [b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~', ..] => word(text, version),
        _ => None,
    }
}

fn word(text: &str, version: YamlVersion) -> Option<Data> {
    match text {
        "true" | "True" | "TRUE" => Some(Data::Bool(true)),
        "false" | "False" | "FALSE" => Some(Data::Bool(false)),
        "~" | "null" | "Null" | "NULL" => Some(Data::Null),
        _ if version == YamlVersion::V1_2 => None,
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(Data::Bool(true)),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(Data::Bool(false)),
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

/// Resolves a scalar whose tag requires a type.
fn typed(tag: Tag, text: &str) -> Result<Scalar, String> {
    if tag == Tag::Timestamp && timestamp::is_timestamp(text) {
        return Ok(Scalar::Text);
    }
    let value = untagged(text, YamlVersion::V1_1);
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
    let bytes = base64::decode(text.as_bytes());
    let bytes = bytes.map_err(|_| "!!binary value contains invalid base64 data".to_owned())?;
    Ok(Scalar::Decoded(go_lossy(&bytes)))
}

/// Replaces every byte that is not UTF-8 by U+FFFD, as Go does in JSON (Rust replaces every such sequence).
fn go_lossy(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}
