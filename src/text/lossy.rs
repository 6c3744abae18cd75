//! Bytes as text, each at its place.

/// The text of `bytes`, with a `?` for each byte that is not UTF-8, so that every place stays where it is.
pub fn text_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn invalid_bytes_keep_positions() {
        let bytes = b"a\xff\xc3b\xe2\x82c\xc3\xa9";
        assert_eq!(text_of(bytes), "a??b??cé");
        assert_eq!(text_of(bytes).len(), bytes.len());
    }
}
