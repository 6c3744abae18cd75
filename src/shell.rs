//! Quotes words for a POSIX shell.

use std::fmt::Write as _;

use crate::text::visible;

/// Quotes a word if necessary, so that a shell reads it unchanged.
pub(crate) fn word(word: &str) -> String {
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '+' | '@' | '%' | ':' | '=' | ',');
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else if visible(word) != word {
        escaped(word)
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Quotes a word with control characters or characters that reorder text, for bash, zsh and ksh: `$'a\nb'`.
fn escaped(word: &str) -> String {
    let mut result = "$'".to_owned();
    for c in word.chars() {
        if matches!(c, '\'' | '\\') {
            result.extend(['\\', c]);
        } else if visible(c.encode_utf8(&mut [0; 4])).len() > c.len_utf8() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a String cannot fail.
                let _ = write!(result, "\\x{byte:02x}");
            }
        } else {
            result.push(c);
        }
    }
    result.push('\'');
    result
}

/// Joins words into one line that a shell splits into the same words.
pub(crate) fn line<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<String> = words.iter().map(|text| word(text.as_ref())).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn quotes_words_for_a_shell() {
        for (text, written) in [
            ("values.yaml", "values.yaml"),
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("a\n::error::b", r"$'a\x0a::error::b'"),
            ("\u{202e}'x\\", r"$'\xe2\x80\xae\'x\\'"),
        ] {
            assert_eq!(word(text), written);
        }
    }
}
