//! Passwords that bcrypt can hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::text::{Secret, SecretError};

/// A password that bcrypt hashes completely: at most 72 bytes, without NUL.
#[derive(Debug, Clone)]
pub struct Password(Secret);

/// The reasons why a secret cannot be a bcrypt password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// It isn't a valid secret.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// It exceeds the 72 bytes that bcrypt reads. Go and Python refuse to hash more; other implementations ignore the
    /// rest.
    #[error("the password is longer than the 72 bytes that bcrypt reads")]
    TooLong,
}

/// The system provides no random numbers for a password or a salt.
#[derive(Debug, thiserror::Error)]
#[error("the operating system provides no random numbers")]
pub struct RandomError(#[source] pub(super) Box<dyn std::error::Error + Send + Sync>);

impl Password {
    /// The maximum number of bytes that bcrypt reads.
    pub const MAX_BYTES: usize = 72;

    /// The minimum number of characters of a password that a user chooses.
    pub const MIN_CHARS: usize = 12;

    /// Returns whether it has fewer than [`Self::MIN_CHARS`] characters.
    pub fn is_short(&self) -> bool {
        self.expose().chars().count() < Self::MIN_CHARS
    }

    /// Creates a password from a secret.
    pub fn new(secret: Secret) -> Result<Self, PasswordError> {
        let text = secret.expose();
        if text.is_empty() {
            return Err(SecretError::Empty.into());
        }
        if text.contains('\0') {
            return Err(SecretError::Nul.into());
        }
        if text.len() > Self::MAX_BYTES {
            return Err(PasswordError::TooLong);
        }
        Ok(Self(secret))
    }

    /// Creates the password that flytepropeller sends if a Secret contains this text: without surrounding white space
    /// (`strings.TrimSpace` in `NewClientCredentialsTokenSourceProvider`, `flyteidl/clients/go/admin`).
    pub fn as_flyte_reads(written: &Secret) -> Result<Self, PasswordError> {
        // Rust and Go define white space alike: by Unicode's White_Space property.
        Self::new(Secret::as_written(written.expose().trim()))
    }

    /// Generates a password: `p` and 256 random bits in `A-Za-z0-9_-`, 44 characters. It begins with a letter and
    /// contains no character that is special in YAML, a shell, `--set` or a template.
    pub fn random() -> Result<Self, RandomError> {
        let mut bits = Zeroizing::new([0_u8; 32]);
        getrandom::fill(bits.as_mut()).map_err(|error| RandomError(error.into()))?;
        // Reserved in full: a buffer that grows leaves a copy behind.
        let mut text = Zeroizing::new(String::with_capacity(64));
        text.push('p');
        URL_SAFE_NO_PAD.encode_string(bits.as_ref(), &mut text);
        Ok(Self(Secret::as_written(&text)))
    }

    /// Returns the text. The caller is responsible for where it goes.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl PasswordError {
    /// Returns the remedy, in one sentence without a full stop.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Secret(error) => error.help(),
            Self::TooLong => "choose a shorter one; `flyte-auth hash` without options generates one of 44 characters",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn accepts_at_most_72_bytes() {
        let of = |length| Password::new(Secret::as_written(&"x".repeat(length)));
        assert!(of(72).is_ok());
        assert_eq!(of(73).unwrap_err(), PasswordError::TooLong);
        // 37 characters of two bytes.
        let wide = Password::new(Secret::as_written(&"ä".repeat(37)));
        assert_eq!(wide.unwrap_err(), PasswordError::TooLong);
    }

    #[test]
    fn trims_as_flytepropeller_does() {
        let read = |text| Password::as_flyte_reads(&Secret::as_written(text));
        assert_eq!(read(" s3cret\n\n").unwrap().expose(), "s3cret");
        assert_eq!(read(" \n").unwrap_err(), SecretError::Empty.into());
        assert_eq!(read("s3\0cret").unwrap_err(), SecretError::Nul.into());
    }

    #[test]
    fn random_passwords_differ_and_need_no_quotes() {
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            let password = Password::random().unwrap();
            let text = password.expose();
            assert_eq!(text.len(), 44);
            assert!(text.starts_with('p'));
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)));
            assert_eq!(Secret::parse(text).unwrap().secret.expose(), text);
            assert_eq!(format!("{password:?}"), "Password(<redacted>)");
            assert!(seen.insert(text.to_owned()));
        }
    }
}
