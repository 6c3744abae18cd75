//! The text during editing: pieces of the original text, and new text between them.

use crate::text::Span;

/// A replacement of bytes in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes to replace; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl TextEdit {
    pub(super) fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(Span::new(at, at), text)
    }

    pub(super) fn delete(span: Span) -> Self {
        Self::new(span, "")
    }
}

/// Applies edits, which must be sorted and not overlap; `None` if they do, or do not fit the text.
pub fn apply(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        result.push_str(text.get(at..edit.span.start)?);
        result.push_str(&edit.text);
        at = edit.span.end.max(edit.span.start);
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

#[derive(Debug, Clone)]
enum Piece {
    /// Bytes of the original text.
    Old(Span),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Old(span) => span.end - span.start,
            Self::New(text) => text.len(),
        }
    }

    /// Splits a piece `at` bytes from its start.
    fn split(&self, at: usize) -> (Self, Self) {
        match self {
            Self::Old(span) => {
                let middle = span.start + at;
                (Self::Old(Span::new(span.start, middle)), Self::Old(Span::new(middle, span.end)))
            }
            Self::New(text) => {
                let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
                (Self::New(before.to_owned()), Self::New(after.to_owned()))
            }
        }
    }
}

/// The text during editing. Pieces of the original keep their order, so the difference is a list of edits.
#[derive(Debug, Clone)]
pub(super) struct Pieces<'a> {
    old: &'a str,
    list: Vec<Piece>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(old: &'a str) -> Self {
        Self { old, list: vec![Piece::Old(Span::new(0, old.len()))] }
    }

    /// Returns the current text.
    pub(super) fn text(&self) -> String {
        self.list
            .iter()
            .map(|piece| match piece {
                Piece::Old(span) => self.old.get(span.range()).unwrap_or_default(),
                Piece::New(text) => text,
            })
            .collect()
    }

    /// Replaces bytes of the current text.
    pub(super) fn replace(&mut self, edit: TextEdit) {
        let start = self.boundary(edit.span.start);
        let end = self.boundary(edit.span.end).max(start);
        let new = (!edit.text.is_empty()).then_some(Piece::New(edit.text));
        self.list.splice(start..end, new);
    }

    /// Splits the pieces at a byte of the current text; returns the number of pieces before it.
    fn boundary(&mut self, at: usize) -> usize {
        let mut start = 0;
        for (index, piece) in self.list.iter().enumerate() {
            if start >= at {
                return index;
            }
            let end = start + piece.len();
            if at < end {
                let (before, after) = piece.split(at - start);
                self.list.splice(index..=index, [before, after]);
                return index + 1;
            }
            start = end;
        }
        self.list.len()
    }

    /// Returns the edits from the original text to the current one.
    pub(super) fn edits(&self) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        let mut at = 0;
        let mut new = String::new();
        let end = Piece::Old(Span::new(self.old.len(), self.old.len()));
        for piece in self.list.iter().chain([&end]) {
            match piece {
                Piece::New(text) => new.push_str(text),
                Piece::Old(span) => {
                    let gap = Span::new(at, span.start);
                    if self.old.get(gap.range()) != Some(&new) {
                        edits.push(TextEdit::new(gap, std::mem::take(&mut new)));
                    }
                    new.clear();
                    at = span.end;
                }
            }
        }
        edits
    }
}
