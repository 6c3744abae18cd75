//! Writes strings so that Helm and every other reader of YAML 1.1 or 1.2 reads them back unchanged.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Words that some reader does not read as a string, in lower case.
const WORDS: [&str; 14] =
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none", "nan", "inf", "infinity"];

/// The maximum length of a text without quotes: some tools fold longer ones.
const MAX_PLAIN_BYTES: usize = 80;

/// Writes a string without quotes if that is certainly safe, otherwise like [`single_quoted`].
///
/// A safe string begins with a letter, is not a special word, and has only letters, digits, `_-./@+=`, single spaces,
/// and colons that are followed by another character; all in ASCII.
pub fn plain_or_quoted(text: &str) -> Cow<'_, str> {
    if is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(single_quoted(text)) }
}

/// Writes a string as a key of a map: [`plain_or_quoted`].
///
/// Helm reads keys of at most 1,024 characters, with their quotes.
pub fn key(text: &str) -> Cow<'_, str> {
    plain_or_quoted(text)
}

/// Writes a string in single quotes, or in double quotes if it has characters that YAML does not allow unescaped.
pub fn single_quoted(text: &str) -> String {
    if text.chars().any(needs_escape) {
        return double_quoted(text);
    }
    format!("'{}'", text.replace('\'', "''"))
}

pub(super) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 8);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            // Writing to a string cannot fail.
            c if needs_escape(c) && u32::from(c) <= 0xFF => {
                let _ = write!(quoted, "\\x{:02X}", u32::from(c));
            }
            c if needs_escape(c) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn needs_escape(c: char) -> bool {
    matches!(c, '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let safe = |(at, byte): (usize, &u8)| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'-' | b'.' | b'/' | b'@' | b'+' | b'=' => true,
        b' ' | b':' => bytes.get(at + 1).is_some_and(|next| !matches!(next, b' ' | b':')),
        _ => false,
    };
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.len() <= MAX_PLAIN_BYTES
        && bytes.iter().enumerate().all(safe)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}
