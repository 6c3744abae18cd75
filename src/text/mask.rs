//! Masks secrets.

use super::Span;

/// The text in place of a secret.
pub const REDACTED: &str = "<redacted>";

/// Replaces the bytes of `spans`, which may overlap, by asterisks. All other bytes and line ends keep their places.
pub fn cover(text: &str, spans: &[Span]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for span in spans {
        let end = span.end.min(bytes.len());
        for byte in bytes.get_mut(span.start..end).into_iter().flatten() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b'*';
            }
        }
    }
    // Spans consist of whole characters, so the rest is still UTF-8; if not, nothing is shown.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Replaces each of `spans` by [`REDACTED`]. Spans that overlap or touch count as one. Line ends are kept, so that the
/// number of lines stays the same.
pub fn replace(text: &str, spans: &[Span]) -> String {
    let mut spans: Vec<Span> = spans.iter().copied().filter(|span| span.start < span.end).collect();
    spans.sort_unstable();
    let mut result = String::with_capacity(text.len());
    let mut end = 0;
    for span in spans {
        if span.end <= end {
            continue;
        }
        let Some(hidden) = text.get(span.start.max(end)..span.end) else { continue };
        let touches = end > 0 && span.start <= end;
        result.push_str(text.get(end..span.start).unwrap_or_default());
        end = span.end;
        for (index, line) in hidden.split_inclusive('\n').enumerate() {
            let content = line.trim_end_matches(['\n', '\r']);
            let indent = content.len() - content.trim_start().len();
            if content.len() > indent && !(index == 0 && touches) {
                result.push_str(content.get(..indent).unwrap_or_default());
                result.push_str(REDACTED);
            }
            result.push_str(line.get(content.len()..).unwrap_or_default());
        }
    }
    result.push_str(text.get(end..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::{Span, cover, replace};

    #[test]
    fn cover_keeps_the_length_and_replace_the_lines() {
        let spans = [Span::new(3, 5), Span::new(4, 9)];
        assert_eq!(cover("a: bc\n  d\ne", &spans), "a: **\n***\ne");
        assert_eq!(replace("a: bc\n  d\ne", &spans), "a: <redacted>\n  <redacted>\ne");
    }
}
