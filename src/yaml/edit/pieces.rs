//! A text in the making: pieces of the one that was there, and what is new between them.

use crate::text::Span;

/// Bytes of a text, replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes to replace; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
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

/// The text after the edits, which are sorted and do not overlap; `None` if they do, or do not fit the text.
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
    /// Bytes of the text that was there.
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

    /// Both parts of a piece that is cut `at` bytes from its start.
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

/// The text in the making. Old pieces keep their order, so that the way from the old text to the new one is a list of
/// edits.
#[derive(Debug, Clone)]
pub(super) struct Pieces<'a> {
    old: &'a str,
    list: Vec<Piece>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(old: &'a str) -> Self {
        Self { old, list: vec![Piece::Old(Span::new(0, old.len()))] }
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> String {
        self.list
            .iter()
            .map(|piece| match piece {
                Piece::Old(span) => self.old.get(span.range()).unwrap_or_default(),
                Piece::New(text) => text,
            })
            .collect()
    }

    /// Replaces bytes of the text as it is now.
    pub(super) fn replace(&mut self, edit: TextEdit) {
        let start = self.boundary(edit.span.start);
        let end = self.boundary(edit.span.end).max(start);
        let new = (!edit.text.is_empty()).then_some(Piece::New(edit.text));
        self.list.splice(start..end, new);
    }

    /// Cuts the pieces at a byte of the text as it is now; the number of pieces before it.
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

    /// What leads from the old text to this one.
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
