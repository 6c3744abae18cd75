//! Reads unquoted YAML scalars, and decides which strings goyaml quotes.

use super::Kind;
use crate::yaml::{PlainScalar, YamlVersion, is_timestamp};

/// Returns the value of the unquoted scalar `text`.
pub fn resolve(text: &str, version: YamlVersion) -> Kind {
    match PlainScalar::of(text, version) {
        PlainScalar::Null => Kind::Null,
        PlainScalar::Bool(yes) => Kind::Bool(yes),
        PlainScalar::Int(number) => Kind::Int(number),
        #[expect(clippy::cast_precision_loss, reason = "Go's JSON loses the same digits")]
        PlainScalar::Uint(number) => Kind::Float(number as f64),
        PlainScalar::Float(number) => Kind::Float(number),
        PlainScalar::String => Kind::String(text.into()),
    }
}

/// Returns whether goyaml v2 quotes the string `text`, so that it is not read as another type.
pub fn needs_quotes(text: &str) -> bool {
    PlainScalar::of(text, YamlVersion::V1_1) != PlainScalar::String || is_timestamp(text) || is_sexagesimal(text)
}

/// Returns whether a text is a sexagesimal number such as `190:20:30`. It is no longer read as a number, but goyaml
/// still quotes it.
fn is_sexagesimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut parts = unsigned.split(':');
    let Some(first) = parts.next() else {
        return false;
    };
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == '_');
    if !first.starts_with(|c: char| c.is_ascii_digit()) || !digits(first) {
        return false;
    }
    let parts: Vec<_> = parts.collect();
    let last = parts.len().saturating_sub(1);
    !parts.is_empty()
        && parts.iter().enumerate().all(|(index, part)| {
            let whole = match part.split_once('.') {
                Some((whole, rest)) if index == last && digits(rest) => whole,
                Some(_) => return false,
                None => part,
            };
            (1..=2).contains(&whole.len())
                && whole.chars().all(|c| c.is_ascii_digit())
                && (whole.len() == 1 || whole < "60")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_flyte_does() {
        for (text, kind) in [
            ("0123", Kind::Int(83)),
            ("089", Kind::Float(89.0)),
            ("1.234567e+06", Kind::Float(1_234_567.0)),
            ("0o17", Kind::Int(15)),
            ("-0x1F", Kind::Int(-31)),
            ("1_000", Kind::Int(1000)),
            ("yes", Kind::String("yes".into())),
            ("_1", Kind::String("_1".into())),
            ("1e400", Kind::String("1e400".into())),
            ("0x", Kind::String("0x".into())),
            ("1e", Kind::String("1e".into())),
            ("0o-7", Kind::Int(-7)),
            ("--1", Kind::String("--1".into())),
            ("0b12", Kind::String("0b12".into())),
            ("5.", Kind::Float(5.0)),
            (".5", Kind::Float(0.5)),
            ("9223372036854775808", Kind::Float(9_223_372_036_854_775_808.0)),
        ] {
            assert_eq!(resolve(text, YamlVersion::V1_2), kind, "{text}");
        }
    }

    #[test]
    fn quotes_what_helm_would_read_as_something_else() {
        for text in [
            "yes",
            "n",
            "12",
            "1e3",
            "~",
            "",
            "2026-01-01",
            "2026-01-01T00:00:00Z",
            "2026-1-1 10:00:00",
            "12:30:45",
            "1:30",
            ".inf",
            "0777",
            "0b-1",
            "2026-1-1",
            "2026-02-28T10:10:10,5Z",
            "2026-2-3T1:2:3Z",
        ] {
            assert!(needs_quotes(text), "{text}");
        }
        for text in [
            "tRue",
            "abc",
            "2026-13-01",
            "12:90",
            "1.2.3",
            "a:1",
            "0xG",
            "2026-01-01T00:00:00",
            "2026-02-30",
            "2026-02-31",
            "0o-7",
            "2026-02-28T10:10:10+99:99",
            "2026-02-28T24:10:10Z",
            "._1",
        ] {
            assert!(!needs_quotes(text), "{text}");
        }
    }
}
