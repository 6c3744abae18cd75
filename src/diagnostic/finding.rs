//! A fault and its place.

use std::sync::Arc;

use super::Fault;
use crate::yaml::Span;

/// A text that findings point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// How messages call it: a path as it was given, or `<stdin>`.
    pub name: String,
    /// The text.
    pub text: String,
}

impl SourceText {
    /// The text of `bytes`, with a `?` for each byte that is no UTF-8, so that every place stays where it is.
    pub fn text_of(bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.extend(chunk.invalid().iter().map(|_| '?'));
        }
        text
    }
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At these bytes of a text.
    Text {
        /// The text.
        source: Arc<SourceText>,
        /// The bytes.
        span: Span,
    },
    /// In a text, but at no place in it: something is missing.
    File(Arc<SourceText>),
    /// In the value of a flag, or in a flag that was not given.
    Flag(String),
    /// Nowhere that could be shown.
    Nowhere,
}

/// Something wrong, where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub place: Place,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn new(fault: Fault, place: Place) -> Self {
        Self { fault, place }
    }

    /// The first byte of its place, to sort by; what has no place comes last.
    pub(crate) fn start(&self) -> usize {
        match &self.place {
            Place::Text { span, .. } => span.start,
            Place::File(_) | Place::Flag(_) | Place::Nowhere => usize::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SourceText;

    #[test]
    fn bytes_that_are_no_text_keep_their_places() {
        let bytes = b"a\xff\xc3b\xe2\x82c\xc3\xa9";
        assert_eq!(SourceText::text_of(bytes), "a??b??cé");
        assert_eq!(SourceText::text_of(bytes).len(), bytes.len());
    }
}
