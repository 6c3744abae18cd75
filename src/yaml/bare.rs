//! Text that a template writes without quotes.

use super::resolve::is_timestamp;
use super::{HelmVersion, NodeKind, Resolved, read};

/// Returns whether `text`, written as a value without quotes, is read back as the same text. Every number or boolean of
/// YAML 1.2, which Flyte's processes read, is one in YAML 1.1, too, so one check covers both; only Helm reads dates as
/// text.
pub fn stays_text(text: &str) -> bool {
    let line = format!("key: {text}\n");
    let Ok(stream) = read(line.as_bytes(), HelmVersion::V3) else {
        return false;
    };
    let [document] = stream.documents.as_slice() else {
        return false;
    };
    let value = document.get(document.root(), "key");
    value.is_some_and(|value| {
        document.node(value).kind() == NodeKind::Scalar
            && matches!(document.resolved(value), Resolved::String(read) if read == text)
    }) && stream.dropped.is_empty()
        && !is_timestamp(text)
}

#[cfg(test)]
mod tests {
    use super::stays_text;

    #[test]
    fn detects_texts_that_yaml_converts() {
        for text in ["0oaprop", "11111111-2222-3333-4444-555555555555", "https://a.example.org/b", "flyte_web"] {
            assert!(stays_text(text), "{text}");
        }
        for text in ["0123", "1234567", "1e3", "yes", "null", "0x1F", "@a", "a: b", "a #b", "2026-01-01"] {
            assert!(!stays_text(text), "{text}");
        }
    }
}
