//! Decodes the required protobuf messages by field numbers (<https://protobuf.dev/programming-guides/encoding/>).

use serde_json::{Map, Value, json};

/// The text fields of a message: number, name, and whether it is repeated.
type Fields = [(u64, &'static str, bool)];

/// `OAuth2MetadataResponse` (flyteidl/protos/flyteidl/service/auth.proto, v1.16.8).
pub(super) const OAUTH2_METADATA: &Fields = &[
    (1, "issuer", false),
    (2, "authorization_endpoint", false),
    (3, "token_endpoint", false),
    (4, "response_types_supported", true),
    (5, "scopes_supported", true),
    (6, "token_endpoint_auth_methods_supported", true),
    (7, "jwks_uri", false),
    (8, "code_challenge_methods_supported", true),
    (9, "grant_types_supported", true),
    (10, "device_authorization_endpoint", false),
];

/// `PublicClientAuthConfigResponse` of the same file.
pub(super) const PUBLIC_CLIENT: &Fields = &[
    (1, "client_id", false),
    (2, "redirect_uri", false),
    (3, "scopes", true),
    (4, "authorization_metadata_key", false),
    (5, "service_http_endpoint", false),
    (6, "audience", false),
];

/// Decodes the text fields of a message, with the names of its JSON form; `None` if it does not parse.
pub(super) fn decode(mut bytes: &[u8], fields: &Fields) -> Option<Map<String, Value>> {
    let mut message = Map::new();
    while !bytes.is_empty() {
        let (key, rest) = varint(bytes)?;
        let (content, rest) = match key & 7 {
            0 => (None, varint(rest)?.1),
            1 => (None, rest.get(8..)?),
            2 => {
                let (length, rest) = varint(rest)?;
                let (content, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
                (Some(content), rest)
            }
            5 => (None, rest.get(4..)?),
            _ => return None,
        };
        bytes = rest;
        let (Some(content), Some((_, name, is_list))) =
            (content, fields.iter().find(|(number, ..)| *number == key >> 3))
        else {
            continue;
        };
        let text = String::from_utf8_lossy(content).into_owned();
        if *is_list {
            let list = message.entry(*name).or_insert_with(|| json!([]));
            if let Value::Array(items) = list {
                items.push(text.into());
            }
        } else {
            message.insert((*name).to_owned(), text.into());
        }
    }
    Some(message)
}

/// Counts the embedded messages in field 1: the projects in `Projects` (flyteidl/protos/flyteidl/admin/project.proto,
/// v1.16.8).
pub(super) fn count_first(bytes: &[u8]) -> usize {
    let fields = &[(1, "projects", true)];
    decode(bytes, fields).and_then(|message| Some(message.get("projects")?.as_array()?.len())).unwrap_or_default()
}

/// Reads a base-128 number; returns it with the rest.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f).checked_shl(u32::try_from(7 * index).ok()?)?;
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(index + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{PUBLIC_CLIENT, count_first, decode};

    #[test]
    fn reads_text_fields_and_skips_others() {
        let bytes = b"\x0a\x08flytectl\x1a\x03all\x1a\x07offline\x38\x96\x01\x45abcd\x49abcdefgh";
        let json = serde_json::to_string(&decode(bytes, PUBLIC_CLIENT).unwrap()).unwrap();
        assert_eq!(json, r#"{"client_id":"flytectl","scopes":["all","offline"]}"#);
        assert_eq!(count_first(b"\x0a\x03abc\x0a\x00\x12\x01x"), 2);
    }

    #[test]
    fn rejects_invalid_bytes() {
        for bytes in [&b"\x0a"[..], b"\x0a\x05a", b"\x0f", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", b"<html>"] {
            assert!(decode(bytes, PUBLIC_CLIENT).is_none(), "{bytes:?}");
        }
    }
}
