//! Removes the wrapping around a hash, layer by layer, so that each layer can be named.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

/// A layer around a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// White space before or after it.
    Space,
    /// White space in the middle of base64.
    Wrapped,
    /// `b'…'` or `b"…"`, as Python prints bytes.
    PythonBytes,
    /// `'…'` or `"…"`.
    Quotes,
    /// `name:`, as `htpasswd` prints it.
    UserName,
    /// Base64 in the standard alphabet. `padded` is whether Go accepts its padding.
    Base64 { padded: bool },
    /// Base64 in the URL-safe alphabet.
    UrlSafeBase64,
}

impl Wrapping {
    /// Returns whether it is base64 of any alphabet.
    pub(super) fn is_base64(self) -> bool {
        matches!(self, Self::Base64 { .. } | Self::UrlSafeBase64)
    }
}

/// The content without any layers.
#[derive(Debug, PartialEq)]
pub(super) enum Payload {
    Empty,
    /// Bytes that begin like a bcrypt hash.
    Bcrypt(Zeroizing<Vec<u8>>),
    /// The hash of another scheme.
    OtherScheme(&'static str),
    /// Anything else.
    Unknown {
        /// Whether there was base64 whose outermost layer contained text.
        held_text: bool,
    },
}

/// Nobody wraps a hash more often. The loop would end in any case, since each layer makes the text shorter.
const MAX_LAYERS: usize = 16;

/// Prefixes of hashes from `crypt(3)`, `htpasswd` and password libraries.
const SCHEMES: [(&[u8], &str); 9] = [
    (b"$1$", "MD5-crypt"),
    (b"$5$", "SHA-256-crypt"),
    (b"$6$", "SHA-512-crypt"),
    (b"$y$", "yescrypt"),
    (b"$7$", "scrypt"),
    (b"$scrypt$", "scrypt"),
    (b"$argon2", "Argon2"),
    (b"$apr1$", "Apache's MD5"),
    (b"$pbkdf2", "PBKDF2"),
];

/// Accepts any padding and stray bits, as it is used for explaining, not for checking.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Removes all layers. Returns them, the outermost first, and the content.
pub(super) fn peel(text: &str) -> (Vec<Wrapping>, Payload) {
    let mut layers = Vec::new();
    let mut bytes = Zeroizing::new(text.as_bytes().to_vec());
    let mut held_text = None;
    while layers.len() < MAX_LAYERS {
        if bytes.is_empty() {
            return (layers, Payload::Empty);
        }
        if bytes.starts_with(b"$2") {
            return (layers, Payload::Bcrypt(bytes));
        }
        if let Some((_, name)) = SCHEMES.iter().find(|(mark, _)| bytes.starts_with(mark)) {
            return (layers, Payload::OtherScheme(name));
        }
        let Some((layer, inner)) = outermost(&bytes) else {
            break;
        };
        if layer.is_base64() {
            held_text.get_or_insert_with(|| is_text(&inner));
        }
        layers.push(layer);
        bytes = inner;
    }
    let held_text = held_text.unwrap_or(false);
    (layers, Payload::Unknown { held_text })
}

fn outermost(bytes: &[u8]) -> Option<(Wrapping, Zeroizing<Vec<u8>>)> {
    let inner = |bytes: &[u8]| Zeroizing::new(bytes.to_vec());
    let trimmed = bytes.trim_ascii();
    if trimmed.len() < bytes.len() {
        return Some((Wrapping::Space, inner(trimmed)));
    }
    match bytes {
        [b'b' | b'B', b'\'', rest @ .., b'\''] | [b'b' | b'B', b'"', rest @ .., b'"'] => {
            Some((Wrapping::PythonBytes, inner(rest)))
        }
        [b'\'', rest @ .., b'\''] | [b'"', rest @ .., b'"'] => Some((Wrapping::Quotes, inner(rest))),
        _ => match user_name(bytes) {
            Some(rest) => Some((Wrapping::UserName, inner(rest))),
            None => decode(bytes),
        },
    }
}

/// Returns what follows `name:`, if that begins like a bcrypt hash.
fn user_name(bytes: &[u8]) -> Option<&[u8]> {
    let colon = bytes.iter().position(|&byte| byte == b':')?;
    let (_, rest) = bytes.split_at_checked(colon + 1)?;
    rest.starts_with(b"$2").then_some(rest)
}

fn decode(bytes: &[u8]) -> Option<(Wrapping, Zeroizing<Vec<u8>>)> {
    let solid = without(bytes, |byte| byte.is_ascii_whitespace());
    if solid.len() < bytes.len() {
        // White space may only be removed from base64: a sentence isn't wrapped base64.
        return decode(&solid).map(|_| (Wrapping::Wrapped, solid));
    }
    let url_safe = bytes.iter().any(|byte| matches!(byte, b'-' | b'_'));
    let mut standard = Zeroizing::new(bytes.to_vec());
    for byte in standard.iter_mut() {
        match byte {
            b'-' => *byte = b'+',
            b'_' => *byte = b'/',
            _ => {}
        }
    }
    let padded = crate::go::base64::decode(&standard).is_ok();
    while standard.last() == Some(&b'=') {
        standard.pop();
    }
    if standard.len() % 4 == 1 {
        // A single last character holds no byte, so the text was truncated.
        standard.pop();
    }
    let inner = Zeroizing::new(LENIENT.decode(&*standard).ok()?);
    if inner.is_empty() {
        // A single character or only padding is no base64.
        return None;
    }
    let layer = if url_safe { Wrapping::UrlSafeBase64 } else { Wrapping::Base64 { padded } };
    Some((layer, inner))
}

fn without(bytes: &[u8], unwanted: impl Fn(u8) -> bool) -> Zeroizing<Vec<u8>> {
    let mut kept = Zeroizing::new(Vec::with_capacity(bytes.len()));
    kept.extend(bytes.iter().copied().filter(|&byte| !unwanted(byte)));
    kept
}

fn is_text(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok_and(|text| !text.trim_end().contains(char::is_control))
}
