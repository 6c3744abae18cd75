//! Reads values in UTF-16, which PowerShell writes: go-yaml supports it if the file begins with a byte order mark.

use std::borrow::Cow;
use std::sync::Arc;

use super::error::{ReadError, YamlFailure, YamlFault};
use super::stream::{HelmVersion, Stream, read, read_undivided};
use crate::text::Span;

/// Reads a values file in UTF-8 or UTF-16. Positions are those of the returned text, which is UTF-8.
///
/// Helm 4 splits documents and adds a line end byte by byte: it finds no `---` in UTF-16, and its line end makes the
/// little-endian form incomplete. Measured with Helm 3.17.2 and 4.1.4.
pub fn read_encoded(bytes: &Arc<[u8]>, helm: HelmVersion) -> (Arc<[u8]>, Result<Stream, ReadError>) {
    let unit: fn([u8; 2]) -> u16 = match &**bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return (Arc::clone(bytes), read(bytes, helm)),
    };
    let mut bytes = Cow::Borrowed(bytes.get(2..).unwrap_or_default());
    if helm == HelmVersion::V4 && !bytes.ends_with(b"\n") {
        bytes.to_mut().push(b'\n');
    }
    let (text, fault) = decode(&bytes, unit);
    let stream = read_undivided(text.as_bytes(), helm, |stream| match fault {
        // go-yaml decodes only as far as it reads.
        Some(message) if stream.is_none_or(|stream| stream.dropped.is_empty()) => {
            let end = text.len();
            Err(YamlFault::yaml(YamlFailure::Encoding, message, Span::new(end, end), None))
        }
        _ => Ok(()),
    });
    (text.into_bytes().into(), stream)
}

/// Returns the text up to the first error, and go-yaml's message for it.
fn decode(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Option<&'static str>) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for (at, decoded) in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).scan(0, |at, decoded| {
        let here = *at;
        *at += decoded.as_ref().map_or(1, |c| c.len_utf16());
        Some((here, decoded))
    }) {
        match decoded {
            Ok(c) => text.push(c),
            Err(error) if (0xDC00..0xE000).contains(&error.unpaired_surrogate()) => {
                return (text, Some("unexpected low surrogate area"));
            }
            Err(_) if at + 1 >= pairs.len() => return (text, Some("incomplete UTF-16 surrogate pair")),
            Err(_) => return (text, Some("expected low surrogate area")),
        }
    }
    (text, (!rest.is_empty()).then_some("incomplete UTF-16 character"))
}
