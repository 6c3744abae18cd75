//! Converts bytes to text while keeping their places.

/// Converts `bytes` to text, with a `?` for each byte that isn't UTF-8, so that all places stay the same.
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
