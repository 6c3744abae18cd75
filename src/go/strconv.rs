//! Go's `strconv`, and the float format of `encoding/json`.

use std::fmt::{LowerExp, Write as _};

/// Quotes like `strconv.Quote`, `%q` and Helm's `quote`: double quotes, with escapes for unprintable characters.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{C}' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{B}' => quoted.push_str("\\v"),
            c if is_print(c) => quoted.push(c),
            // Writing to a String cannot fail.
            c if u32::from(c) < 0x80 => drop(write!(quoted, "\\x{:02x}", u32::from(c))),
            c if u32::from(c) < 0x1_0000 => drop(write!(quoted, "\\u{:04x}", u32::from(c))),
            c => drop(write!(quoted, "\\U{:08x}", u32::from(c))),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns the result of `strconv.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space.
/// `escape_debug` uses the same list, but also escapes quotes, the backslash, and a combining character at a string's
/// start.
pub fn is_print(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' '..='~');
    }
    let pair: String = ['a', character].iter().collect();
    pair.escape_debug().count() == 2
}

/// Formats like `strconv.FormatFloat` with the verb `g` and the precision -1, which `{{ .Values.x }}`, `quote` and `%v`
/// use: with an exponent below 1e-4 and from 1e6 on, since Go takes the precision as 6 when it decides on an exponent
/// for the shortest digits.
pub fn format_float(number: f64) -> String {
    special(number).unwrap_or_else(|| shortest(&number, -4, 6))
}

/// Formats a `float32` like [`format_float`].
pub fn format_float32(number: f32) -> String {
    special(f64::from(number)).unwrap_or_else(|| shortest(&number, -4, 6))
}

/// Formats a `float64` like `encoding/json` and `toJson`: with an exponent below 1e-6 and from 1e21 on.
pub fn json_float(number: f64) -> String {
    let text = special(number).unwrap_or_else(|| shortest(&number, -6, 21));
    // encoding/json shortens e-09 to e-9.
    match text.split_once("e-0") {
        Some((digits, exponent)) => format!("{digits}e-{exponent}"),
        None => text,
    }
}

/// Formats infinities, NaN and zero, which keeps its sign.
fn special(number: f64) -> Option<String> {
    let text = if number.is_nan() {
        "NaN"
    } else if number.is_infinite() {
        if number > 0.0 { "+Inf" } else { "-Inf" }
    } else if number == 0.0 {
        if number.is_sign_negative() { "-0" } else { "0" }
    } else {
        return None;
    };
    Some(text.to_owned())
}

/// Formats the shortest digits that parse as `number`, with an exponent if that is below `low` or at least `high`.
fn shortest(number: &(impl LowerExp + ToString), low: i32, high: i32) -> String {
    let scientific = format!("{number:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < low || exponent >= high {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{digits}e{sign}{:02}", exponent.abs())
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_as_go_does() {
        for (text, quoted) in [
            ("a\"\\\n\u{7f}é", r#""a\"\\\n\x7fé""#),
            ("\u{200b}\u{a0}\u{ad}\u{85}", r#""\u200b\u00a0\u00ad\u0085""#),
            ("'\u{301}e\u{e000}\u{1f600}\u{e0001}", "\"'\u{301}e\\ue000\u{1f600}\\U000e0001\""),
        ] {
            assert_eq!(quote(text), quoted);
        }
    }

    #[test]
    fn prints_floats_as_a_template_does() {
        for (number, text) in [
            (123_456.0, "123456"),
            (999_999.0, "999999"),
            (1_000_000.0, "1e+06"),
            (1_234_567.0, "1.234567e+06"),
            (1_234_567.5, "1.2345675e+06"),
            (0.1, "0.1"),
            (1e-7, "1e-07"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1e21, "1e+21"),
            (123_456_789_012_345_678_901.0, "1.2345678901234568e+20"),
            (-0.0, "-0"),
            (1.5, "1.5"),
            (f64::INFINITY, "+Inf"),
        ] {
            assert_eq!(format_float(number), text);
        }
        assert_eq!(format_float32(1.234_567_9), "1.2345679");
    }

    #[test]
    fn prints_floats_as_json_does() {
        for (number, text) in [(1e-7, "1e-7"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (1e-10, "1e-10")] {
            assert_eq!(json_float(number), text);
        }
    }
}
