//! Numbers: go-yaml's `resolve.go` on top of Go's `strconv`.

use std::borrow::Cow;

use super::YamlVersion;
use crate::go::strconv::format_float32;
use crate::yaml::tree::Data;

/// Parses a number that begins with a digit or a sign.
pub(super) fn digits_or_sign(text: &str, version: YamlVersion) -> Option<Data> {
    let plain = without_underscores(text);
    // Go parses `0b` and `0o` itself; go-yaml handles forms such as `0b-1`.
    let signed = |prefix: &str, radix| {
        let digits = plain.strip_prefix(prefix)?;
        let digits = if prefix.starts_with('-') { Cow::Owned(format!("-{digits}")) } else { Cow::Borrowed(digits) };
        integer(&digits, Some(radix)).filter(|value| matches!(value, Data::Int(_)))
    };
    integer(&plain, None)
        .or_else(|| float(&plain))
        .or_else(|| signed("0b", 2).or_else(|| signed("-0b", 2)))
        .or_else(|| (version == YamlVersion::V1_2).then(|| signed("0o", 8).or_else(|| signed("-0o", 8)))?)
}

/// Parses a number that begins with a dot. Underscores are allowed between digits.
pub(super) fn dot(text: &str) -> Option<Data> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let misplaced = |(at, byte): (usize, &u8)| *byte == b'_' && !(digit(at.checked_sub(1)) && digit(Some(at + 1)));
    if bytes.iter().enumerate().any(misplaced) {
        return None;
    }
    float(&without_underscores(text))
}

fn without_underscores(text: &str) -> Cow<'_, str> {
    if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) }
}

/// Go's `ParseInt` and then `ParseUint` with base 0, or with a given base and no prefix.
fn integer(text: &str, radix: Option<u32>) -> Option<Data> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', ..] => (true, text.get(1..)?),
        [b'+', ..] => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (digits, radix) = radix.map_or_else(|| prefix(unsigned), |radix| (unsigned, radix));
    // Rust allows a sign here, Go does not; and `0` alone is an octal number without digits.
    if !digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let magnitude = if unsigned == "0" { 0 } else { u64::from_str_radix(digits, radix).ok()? };
    if negative {
        return 0_i64.checked_sub_unsigned(magnitude).map(Data::Int);
    }
    match i64::try_from(magnitude) {
        Ok(value) => Some(Data::Int(value)),
        Err(_) if unsigned.len() == text.len() => Some(Data::Uint(magnitude)),
        Err(_) => None,
    }
}

fn prefix(text: &str) -> (&str, u32) {
    match text.as_bytes() {
        [b'0', b'b' | b'B', _, ..] => (text.get(2..).unwrap_or_default(), 2),
        [b'0', b'o' | b'O', _, ..] => (text.get(2..).unwrap_or_default(), 8),
        [b'0', b'x' | b'X', _, ..] => (text.get(2..).unwrap_or_default(), 16),
        [b'0', ..] => (text.get(1..).unwrap_or_default(), 8),
        _ => (text, 10),
    }
}

/// Parses `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, unless it is too big for a `float64`.
fn float(text: &str) -> Option<Data> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_float = digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent));
    if !is_float {
        return None;
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite()).map(Data::Float)
}

/// Formats a number as the key of a JSON object: with the precision of a `float32`, as sigs.k8s.io/yaml does.
pub(in crate::yaml) fn float_key(value: f64) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "this is what sigs.k8s.io/yaml does")]
    let narrow = value as f32;
    if narrow.is_nan() {
        ".nan".to_owned()
    } else if narrow.is_infinite() {
        if narrow > 0.0 { ".inf" } else { "-.inf" }.to_owned()
    } else {
        format_float32(narrow)
    }
}
