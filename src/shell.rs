//! Words for a POSIX shell.

/// A word as it is written so that a shell takes it as it is.
pub(crate) fn word(word: &str) -> String {
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '+' | '@' | '%' | ':' | '=' | ',');
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Words as one line that a shell takes apart into them again.
pub(crate) fn line<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<String> = words.iter().map(|text| word(text.as_ref())).collect();
    words.join(" ")
}
