//! Makes text from outside safe to print.

use std::fmt::Write as _;
use std::path::Path;

/// Escapes control and bidirectional-control characters, so that no message can move the cursor, color the screen or
/// reorder text.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_invisible(c) {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Formats a path for a message. Bytes that aren't UTF-8 are escaped, too.
pub fn visible_path(path: &Path) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out.push_str(&visible(chunk.valid()));
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

/// Replaces such characters in JSON text by JSON's own escapes, which keeps its meaning.
pub fn visible_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // Line ends occur only between values, and all of these characters have four hexadecimal digits.
        if (c.is_control() && c != '\n') || is_invisible(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Formats a URL for a message, without a possible password before `@`, query and fragment.
pub fn visible_url(text: &str) -> String {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let (base, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let base = match base.rsplit_once('@') {
        Some((_, host)) => format!("…@{host}"),
        None => base.to_owned(),
    };
    let more = if rest.is_empty() { "" } else { "?…" };
    visible(&format!("{base}{more}"))
}

/// Returns whether a character is invisible or changes the direction of text (Unicode bidi controls, zero-width, BOM).
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{visible, visible_json, visible_path, visible_url};

    #[test]
    fn leaves_out_possible_secrets_in_urls() {
        assert_eq!(visible_url("https://u:p@h/a?secret=x#y"), "…@h/a?…");
        assert_eq!(visible_url("https://h/a"), "https://h/a");
    }

    #[test]
    #[cfg(unix)]
    fn escapes_file_names_that_are_not_utf_8() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;
        let path = Path::new(OsStr::from_bytes(b"donn\xe9es/\x1b.yaml"));
        assert_eq!(visible_path(path), "donn\\xe9es/\\u{1b}.yaml");
    }

    #[test]
    fn escapes_only_control_and_bidirectional_characters() {
        assert_eq!(visible("a\u{1b}[31mb\nc"), "a\\u{1b}[31mb\\u{a}c");
        assert_eq!(visible("x\u{202e}y\u{feff}"), "x\\u{202e}y\\u{feff}");
        assert_eq!(visible("https://é.example.org"), "https://é.example.org");
        assert_eq!(visible_path(Path::new("é\n.yaml")), "é\\u{a}.yaml");
        assert_eq!(visible_json("[\"x\u{202e}é\u{7f}\"]\n"), "[\"x\\u202eé\\u007f\"]\n");
    }
}
