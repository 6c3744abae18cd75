//! Error lines that no symptom matches.

use super::observed::{Sighting, message, shorten};
use crate::redact::log_covered;
use crate::symptoms::Symptom;

/// Error lines that match no symptom and differ only in numbers and identifiers.
#[derive(Debug, Clone)]
pub struct UnknownLines {
    /// The first line.
    pub text: String,
    /// The number of lines.
    pub count: usize,
    /// The place of the first line.
    pub first: Sighting,
    /// The symptoms with the most similar texts.
    pub nearest: Vec<&'static Symptom>,
    /// The line without numbers and identifiers.
    shape: String,
}

impl UnknownLines {
    /// Makes an entry of a text that matches nothing.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let line = text.lines().position(|line| !line.trim().is_empty())?;
        // UTF-16 begins with a byte order mark, which is not text.
        let text = text.replace('\0', "");
        let text = log_covered(text.trim_start_matches(['\u{feff}', char::REPLACEMENT_CHARACTER]));
        let text = text_of(text.split_whitespace().collect::<Vec<_>>().join(" ").as_bytes());
        let first = Sighting { line: line + 1, time: None };
        Some(Self { shape: String::new(), text, count: 1, first, nearest: Vec::new() })
    }
}

/// The maximum number of shapes that are kept.
const MAX_SHAPES: usize = 32;
/// The maximum length of a line, in characters.
const MAX_CHARS: usize = 300;

/// Lines that match no symptom, grouped by shape.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    /// One entry per shape.
    pub lines: Vec<UnknownLines>,
    /// How many lines have yet another shape.
    pub others: usize,
}

impl Unknown {
    /// Adds a line.
    pub(super) fn add(&mut self, raw: &[u8], sighting: Sighting) {
        self.add_like(raw, sighting, Vec::new());
    }

    /// Adds a line with the symptoms that may explain it.
    pub(super) fn add_like(&mut self, raw: &[u8], sighting: Sighting, nearest: Vec<&'static Symptom>) {
        let text = text_of(raw);
        let shape = shape(&text);
        if let Some(known) = self.lines.iter_mut().find(|known| known.shape == shape) {
            if nearest.is_empty() {
                known.count += 1;
            } else {
                known.nearest = nearest;
            }
        } else if self.lines.len() < MAX_SHAPES {
            self.lines.push(UnknownLines { text, count: 1, first: sighting, nearest, shape });
        } else {
            self.others += 1;
        }
    }

    /// Removes a line that turns out to be known.
    pub(super) fn remove(&mut self, raw: &[u8]) {
        let shape = shape(&text_of(raw));
        self.lines.retain(|line| line.shape != shape);
    }
}

/// Returns a line's message.
fn text_of(raw: &[u8]) -> String {
    let line = String::from_utf8_lossy(raw).replace('\0', "");
    let text = message(&line).unwrap_or(line);
    shorten(text.trim(), MAX_CHARS)
}

/// Removes the numbers and identifiers from a text.
fn shape(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let mut shape = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_word(c) != is_word(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        shape.push_str(if is_word(first) && piece.contains(|c: char| c.is_ascii_digit()) { "#" } else { piece });
        rest = after;
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn the_shape_ignores_numbers_and_identifiers() {
        assert_eq!(shape("pod a1b2 failed 3 times"), shape("pod c3d4 failed 17 times"));
        assert_ne!(shape("pod failed"), shape("node failed"));
    }
}
