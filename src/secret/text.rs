//! Secret text, from the moment it is read.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A secret text. Only [`Secret::expose`] shows it, and its memory is wiped when it is dropped.
///
/// [`Secret::parse`] returns a single line of visible characters; [`Secret::as_written`] guarantees nothing.
#[derive(Clone)]
pub struct Secret(SecretString);

/// A secret that was read, with the change made to it.
#[derive(Debug, Clone)]
pub struct SecretText {
    pub secret: Secret,
    /// Whether a line end was removed from its end. That deserves a note, since `echo` hashes or stores it, too.
    pub trimmed: bool,
}

/// The reasons why a text cannot be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    #[error("the secret is empty")]
    Empty,
    /// It is only white space.
    #[error("the secret is only whitespace")]
    Blank,
    /// It has white space at its start or end, or several line ends at its end.
    #[error("the secret starts or ends with whitespace")]
    Surrounded,
    /// It contains a line end.
    #[error("the secret has more than one line")]
    Lines,
    /// It contains white space.
    #[error("the secret contains whitespace")]
    Space,
    /// It contains a NUL character.
    #[error("the secret contains a NUL character")]
    Nul,
    /// It contains another invisible character.
    #[error("the secret contains the invisible character U+{:04X}", u32::from(*.0))]
    Invisible(char),
    /// It begins with a byte order mark.
    #[error("the secret starts with a byte order mark")]
    ByteOrderMark,
    /// Its bytes are UTF-16.
    #[error("the secret is UTF-16 text")]
    Utf16,
    /// Its bytes are not UTF-8.
    #[error("the secret is not UTF-8 text")]
    NotUtf8,
}

impl Secret {
    /// Parses the text of a file, an environment variable or standard input. Removes one line end at its end, and
    /// refuses other invisible characters, because Flyte would trim them or the identity provider wouldn't recognize
    /// the secret.
    pub fn parse(raw: &str) -> Result<SecretText, SecretError> {
        let text = raw.strip_suffix('\n').unwrap_or(raw);
        let text = if text.len() < raw.len() { text.strip_suffix('\r').unwrap_or(text) } else { text };
        check(text)?;
        Ok(SecretText { secret: Self::as_written(text), trimmed: text.len() < raw.len() })
    }

    /// Parses undecoded bytes like [`Secret::parse`].
    pub fn parse_bytes(raw: &[u8]) -> Result<SecretText, SecretError> {
        if raw.starts_with(&[0xff, 0xfe]) || raw.starts_with(&[0xfe, 0xff]) {
            return Err(SecretError::Utf16);
        }
        Self::parse(str::from_utf8(raw).map_err(|_| SecretError::NotUtf8)?)
    }

    /// Parses a password that a user chose. Spaces inside are part of it: flyteadmin compares hashes, and clients
    /// encode the password (RFC 6749, section 2.3.1).
    pub fn parse_passphrase(raw: &[u8]) -> Result<SecretText, SecretError> {
        match Self::parse_bytes(raw) {
            Err(SecretError::Space | SecretError::Invisible(_)) => {}
            read => return read,
        }
        let raw = str::from_utf8(raw).map_err(|_| SecretError::NotUtf8)?;
        let text = raw.strip_suffix('\n').unwrap_or(raw);
        let text = if text.len() < raw.len() { text.strip_suffix('\r').unwrap_or(text) } else { text };
        Ok(SecretText { secret: Self::as_written(text), trimmed: text.len() < raw.len() })
    }

    /// Wraps a secret from the user's values, whatever its text.
    pub fn as_written(text: &str) -> Self {
        Self(SecretString::from(text))
    }

    /// Returns the text. The caller is responsible for where it goes.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("<redacted>")
    }
}

impl SecretError {
    /// Returns the remedy, in one sentence without a full stop.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Empty | Self::Blank => "check the source: the variable may be unset, or the file empty",
            Self::Surrounded => "remove the whitespace: Flyte trims what it reads and would send a different secret",
            Self::Lines => "enter only the secret, on one line",
            Self::Space => "copy only the secret: client secrets have no whitespace",
            Self::Nul => "save it as UTF-8 text: some Windows programs write UTF-16, with a NUL after each character",
            Self::Invisible(_) => "type it, or copy it again: web pages and terminals can add such characters",
            Self::ByteOrderMark => {
                "save it as UTF-8 without a byte order mark, which Flyte reads as part of the secret"
            }
            Self::Utf16 | Self::NotUtf8 => "save it as UTF-8 text",
        }
    }
}

fn check(text: &str) -> Result<(), SecretError> {
    if text.is_empty() {
        return Err(SecretError::Empty);
    }
    if text.starts_with('\u{feff}') {
        return Err(SecretError::ByteOrderMark);
    }
    // NUL comes first: UTF-16 text without a byte order mark has other errors, too, and NUL explains them.
    if text.contains('\0') {
        return Err(SecretError::Nul);
    }
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(SecretError::Blank);
    }
    if trimmed.len() < text.len() {
        return Err(SecretError::Surrounded);
    }
    if text.contains(['\n', '\r']) {
        return Err(SecretError::Lines);
    }
    if text.contains(char::is_whitespace) {
        return Err(SecretError::Space);
    }
    match text.chars().find(|&character| is_invisible(character)) {
        Some(character) => Err(SecretError::Invisible(character)),
        None => Ok(()),
    }
}

/// Returns whether a character is a control character or a format character that is copied along from pages (Unicode's
/// `Cf`: soft hyphen, zero-width characters, direction marks, tags).
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn removes_one_trailing_newline() {
        for (raw, text, trimmed) in [
            ("s3cret", "s3cret", false),
            ("s3cret\n", "s3cret", true),
            ("s3cret\r\n", "s3cret", true),
            ("pässwörd-密码", "pässwörd-密码", false),
        ] {
            let read = Secret::parse(raw).unwrap();
            assert_eq!((read.secret.expose(), read.trimmed), (text, trimmed));
        }
    }

    #[test]
    fn each_invalid_text_has_its_own_error() {
        use SecretError::{Blank, ByteOrderMark, Empty, Invisible, Lines, Nul, Space, Surrounded};
        for (raw, error) in [
            ("", Empty),
            ("\n", Empty),
            ("\r\n", Empty),
            (" \t", Blank),
            ("\n\n", Blank),
            (" s3cret", Surrounded),
            ("s3cret \n", Surrounded),
            ("s3cret\n\n", Surrounded),
            ("s3cret\r", Surrounded),
            ("s3c\nret", Lines),
            ("s3c ret", Space),
            ("s3c\u{a0}ret", Space),
            ("s\0e\0", Nul),
            ("s3c\u{1b}ret", Invisible('\u{1b}')),
            ("s3cret\u{200b}", Invisible('\u{200b}')),
            ("\u{feff}s3cret", ByteOrderMark),
        ] {
            assert_eq!(Secret::parse(raw).unwrap_err(), error, "{raw:?}");
        }
        assert_eq!(Secret::parse_bytes(b"\xff\xfes\0").unwrap_err(), SecretError::Utf16);
        assert_eq!(Secret::parse_bytes(b"s\xe9cret").unwrap_err(), SecretError::NotUtf8);
    }

    proptest! {
        #[test]
        fn parsing_does_not_panic_or_show_the_text(raw in any::<String>(), tail in "[A-Z]{8}") {
            let raw = raw + &tail;
            let shown = match Secret::parse(&raw) {
                Ok(read) => format!("{read:?}"),
                Err(error) => format!("{error:?} {error}"),
            };
            prop_assert!(!shown.contains(&tail));
        }

        #[test]
        fn handles_any_bytes(raw in any::<Vec<u8>>()) {
            let _ = Secret::parse_bytes(&raw);
        }
    }
}
