//! Go's `base64.StdEncoding`: padding is required, line ends are skipped, and stray bits at the end are ignored.
//!
//! Source: `decodeQuantum` in Go 1.24's `encoding/base64`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// The error for text that Go cannot decode, with Go's message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("illegal base64 data at input byte {0}")]
pub struct CorruptInputError(pub usize);

/// Encodes like `StdEncoding.EncodeToString`.
pub fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Decodes like `StdEncoding.DecodeString`.
pub fn decode(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, CorruptInputError> {
    // Sized once, so that no copy of a secret is left behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3 + 3));
    let mut letters = text.iter().copied().enumerate().filter(|(_, byte)| !matches!(byte, b'\r' | b'\n'));
    let padding = |found: Option<(usize, u8)>| match found {
        Some((_, b'=')) => Ok(()),
        // Go reports the byte before.
        Some((at, _)) => Err(CorruptInputError(at - 1)),
        None => Err(CorruptInputError(text.len())),
    };
    loop {
        let (mut group, mut count) = (0_u32, 0);
        let rest = loop {
            match letters.next() {
                Some((at, byte)) => match digit(byte) {
                    Some(value) => group = group << 6 | value,
                    None if byte == b'=' && count >= 2 => break count,
                    None => return Err(CorruptInputError(at)),
                },
                None if count == 0 => return Ok(bytes),
                None => return Err(CorruptInputError(text.len() - count)),
            }
            count += 1;
            if count == 4 {
                break 4;
            }
        };
        let [_, first, second, third] = (group << (6 * (4 - rest))).to_be_bytes();
        bytes.extend([first, second, third].into_iter().take(rest - 1));
        if rest < 4 {
            if rest == 2 {
                padding(letters.next())?;
            }
            return letters.next().map_or(Ok(bytes), |(at, _)| Err(CorruptInputError(at)));
        }
    }
}

fn digit(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_as_go_does() {
        for (text, bytes) in [
            ("", ""),
            ("QQ==", "A"),
            ("QR==", "A"),
            ("QUI=", "AB"),
            ("QUJD", "ABC"),
            ("Q\nU\r\nJD\n", "ABC"),
            ("QQ=\n=\n", "A"),
        ] {
            assert_eq!(decode(text.as_bytes()).as_deref(), Ok(&bytes.as_bytes().to_vec()), "{text:?}");
        }
    }

    /// The table of `TestDecodeCorrupt` in Go's `base64_test.go`.
    #[test]
    fn rejects_at_the_byte_that_go_reports() {
        for (text, at) in [
            ("!!!!", 0),
            ("====", 0),
            ("x===", 1),
            ("=AAA", 0),
            ("A=AA", 1),
            ("AA=A", 2),
            ("AA==A", 4),
            ("AAA=AAAA", 4),
            ("AAAAA", 4),
            ("AAAAAA", 4),
            ("A=", 1),
            ("A==", 1),
            ("AA=", 3),
            ("AAAAAA=", 7),
            ("YWJjZA=====", 8),
            ("A!\n", 1),
            ("A=\n", 1),
        ] {
            assert_eq!(decode(text.as_bytes()), Err(CorruptInputError(at)), "{text:?}");
        }
    }
}
