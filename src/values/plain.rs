//! What an unquoted YAML scalar is read as: by Helm (YAML 1.1) and by Flyte's processes (YAML 1.2, with old octals).
//!
//! Source: `resolve.go` of goyaml v2 (Helm) and of go.yaml.in/yaml/v3 (viper 1.21, flytestdlib at v1.16.8).

use super::Kind;

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Helm and Kubernetes: `yes` and `n` are booleans.
    Yaml11,
    /// Flyte's processes: only `true` and `false` are.
    Yaml12,
}

/// What the unquoted `text` is read as. Integers come as [`Kind::Int`] where they fit one.
pub fn resolve(text: &str, reader: Reader) -> Kind {
    let string = || Kind::String(text.into());
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" => return Kind::Bool(true),
        "false" | "False" | "FALSE" => return Kind::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Kind::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            return Kind::Float(f64::INFINITY);
        }
        "-.inf" | "-.Inf" | "-.INF" => return Kind::Float(f64::NEG_INFINITY),
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" if reader == Reader::Yaml11 => {
            return Kind::Bool(true);
        }
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" if reader == Reader::Yaml11 => {
            return Kind::Bool(false);
        }
        _ => {}
    }
    match text.as_bytes().first() {
        Some(b'.') => float(text).map_or_else(string, Kind::Float),
        Some(b'0'..=b'9' | b'+' | b'-') => {
            let plain = text.replace('_', "");
            integer(&plain).or_else(|| float(&plain).map(Kind::Float)).unwrap_or_else(string)
        }
        _ => string(),
    }
}

/// Whether goyaml, writing the string `text`, must quote it lest it be read as something else.
pub fn needs_quotes(text: &str) -> bool {
    !matches!(resolve(text, Reader::Yaml11), Kind::String(_)) || is_timestamp(text) || is_sexagesimal(text)
}

/// Go's `ParseInt(text, 0, 64)`, then `ParseUint`; an unsigned one beyond 63 bits becomes a float here.
fn integer(text: &str) -> Option<Kind> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = if let Some(hex) = strip_either(digits, "0x", "0X") {
        (16, hex)
    } else if let Some(octal) = strip_either(digits, "0o", "0O") {
        (8, octal)
    } else if let Some(binary) = strip_either(digits, "0b", "0B") {
        (2, binary)
    } else if digits.len() > 1 && digits.starts_with('0') {
        (8, digits.strip_prefix('0')?)
    } else {
        (10, digits)
    };
    // from_str_radix takes a sign of its own; Go does not.
    if digits.is_empty() || digits.starts_with(['+', '-']) {
        return None;
    }
    let magnitude = u64::from_str_radix(digits, radix).ok()?;
    if negative {
        let number = 0_i64.checked_sub_unsigned(magnitude)?;
        Some(Kind::Int(number))
    } else if let Ok(number) = i64::try_from(magnitude) {
        Some(Kind::Int(number))
    } else {
        #[expect(clippy::cast_precision_loss, reason = "Go's JSON loses the same digits")]
        Some(Kind::Float(magnitude as f64))
    }
}

fn strip_either<'a>(text: &'a str, one: &str, other: &str) -> Option<&'a str> {
    text.strip_prefix(one).or_else(|| text.strip_prefix(other))
}

/// goyaml's float syntax, `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, within the range of a float.
fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let well_formed = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.chars().any(|c| c.is_ascii_digit())
        && unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '-' | '+'));
    // What is left to check (one point, one exponent with digits) Rust's parser checks in the same way.
    let number: f64 = text.parse().ok().filter(|_| well_formed)?;
    number.is_finite().then_some(number)
}

/// `190:20:30` was a number once; goyaml still quotes it.
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

/// Whether goyaml takes `text` for a time: a date alone, or a date with a time of day in one of four layouts.
fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits_at = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit))
    };
    if !digits_at(0..4) || bytes.get(4) != Some(&b'-') {
        return false;
    }
    let Some(rest) = text.get(5..) else {
        return false;
    };
    let Some((month, rest)) = rest.split_once('-') else {
        return false;
    };
    let day_length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (day, time) = rest.split_at_checked(day_length).unwrap_or((rest, ""));
    let in_range = |part: &str, high: u8| {
        (1..=2).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u8>().is_ok_and(|number| (1..=high).contains(&number))
    };
    if !in_range(month, 12) || !in_range(day, 31) {
        return false;
    }
    if time.is_empty() {
        // "2006-01-02" wants two digits each.
        return month.len() == 2 && day.len() == 2;
    }
    match time.strip_prefix(['T', 't']) {
        // With a T, a zone must follow: "2006-1-2T15:4:5.999999999Z07:00".
        Some(time) => time_of_day(time).is_some_and(|zone| zone == "Z" || is_zone(zone)),
        // With a space, none: "2006-1-2 15:4:5.999999999".
        None => time.strip_prefix(' ').and_then(time_of_day) == Some(""),
    }
}

/// What follows `15:4:5.999` in `text`, if it starts so.
fn time_of_day(text: &str) -> Option<&str> {
    let mut rest = text;
    for (separator, high) in [(None, 23_u8), (Some(':'), 59), (Some(':'), 59)] {
        if let Some(separator) = separator {
            rest = rest.strip_prefix(separator)?;
        }
        let length = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at_checked(length)?;
        if number.parse::<u8>().ok()? > high {
            return None;
        }
        rest = after;
    }
    Some(match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    })
}

/// `+02:00`
fn is_zone(text: &str) -> bool {
    let Some(zone) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    zone.split_once(':').is_some_and(|(hours, minutes)| {
        [hours, minutes].iter().all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
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
            ("--1", Kind::String("--1".into())),
            ("0b12", Kind::String("0b12".into())),
            ("5.", Kind::Float(5.0)),
            (".5", Kind::Float(0.5)),
            ("9223372036854775808", Kind::Float(9_223_372_036_854_775_808.0)),
        ] {
            assert_eq!(resolve(text, Reader::Yaml12), kind, "{text}");
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
        ] {
            assert!(needs_quotes(text), "{text}");
        }
        for text in ["tRue", "abc", "2026-13-01", "2026-1-1", "12:90", "1.2.3", "a:1", "0xG", "2026-01-01T00:00:00"] {
            assert!(!needs_quotes(text), "{text}");
        }
    }
}
