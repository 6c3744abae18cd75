//! A text with its values, for comparison before and after edits.

use serde_json::Value;

use super::{EditError, meaning};
use crate::text::Span;
use crate::yaml::{Document, HelmVersion, Path, Step, Stream, read};

/// A parsed text.
pub(super) struct EditState {
    pub(super) text: String,
    stream: Stream,
    pub(super) values: Value,
}

impl EditState {
    pub(super) fn of(text: String, helm: HelmVersion) -> Result<Self, EditError> {
        let stream = read(text.as_bytes(), helm).map_err(Box::new)?;
        let values = match stream.documents.as_slice() {
            [] => Value::Null,
            [document] => document.to_json(document.root()),
            _ => return Err(EditError::Documents),
        };
        Ok(Self { text, stream, values })
    }

    pub(super) fn document(&self) -> Option<&Document> {
        self.stream.documents.first()
    }

    /// Returns the comments outside of the spans `without`, sorted. Without a document, they are the only content.
    fn comments(&self, without: &[Span]) -> Vec<&str> {
        let mut without = without.to_vec();
        without.sort_unstable_by_key(|gone| (gone.start, gone.end));
        let is_gone = |span: &Span| {
            let before = without.partition_point(|gone| gone.start <= span.start);
            let around = before.checked_sub(1).and_then(|last| without.get(last));
            around.is_some_and(|gone| span.end <= gone.end)
        };
        let mut comments: Vec<&str> = match self.document() {
            Some(document) => document
                .comments()
                .iter()
                .map(|comment| comment.span)
                .filter(|span| !is_gone(span))
                .map(|span| self.text.get(span.range()).unwrap_or_default())
                .collect(),
            None => self.text.lines().filter(|line| line.starts_with('#')).collect(),
        };
        comments.sort_unstable();
        comments
    }

    /// Restores in `expected` the earlier entry with the same key, which counts again after the entry at `gone` is
    /// removed.
    pub(super) fn unshadow(&self, expected: &mut Value, gone: &Path) {
        let Some(document) = self.document() else { return };
        let mut node = document.root();
        for depth in 1..=gone.0.len() {
            let path = Path(gone.0.iter().take(depth).cloned().collect());
            let Some(Step::Key(key)) = path.0.last() else { return };
            if path.find_in(&*expected).is_none() {
                let earlier = document.duplicates().iter().rev().find(|twice| twice.map == node && *twice.key == **key);
                let value = earlier.and_then(|twice| {
                    document.written(node).find(|(key, _)| document.node(*key).span() == twice.earlier)
                });
                if let Some((_, value)) = value {
                    // The map exists: it has just lost an entry.
                    let _ = meaning::set(expected, &path, document.to_json(value));
                }
                return;
            }
            let Some(below) = document.get(node, key) else { return };
            node = document.target(below);
        }
    }

    /// Returns the text that Helm never reads.
    fn dropped(&self) -> Vec<&str> {
        let dropped = self.stream.dropped.iter();
        dropped.map(|dropped| self.text.get(dropped.span.range()).unwrap_or_default()).collect()
    }

    /// Verifies that the edited text has exactly the expected values. Comments within `may_go` may be lost.
    pub(super) fn verify(&self, before: &Self, expected: &Value, may_go: &[Span]) -> Result<(), EditError> {
        if !is_included(&before.comments(may_go), &self.comments(&[])) {
            return Err(EditError::Comment);
        }
        let is_empty = |value: &Value| value.is_null() || value.as_object().is_some_and(serde_json::Map::is_empty);
        let same = self.values == *expected || (is_empty(&self.values) && is_empty(expected));
        if !same || before.dropped() != self.dropped() {
            return Err(EditError::Meaning);
        }
        Ok(())
    }
}

/// Returns whether all of `some` are in `all`, both sorted; duplicates count.
fn is_included(some: &[&str], all: &[&str]) -> bool {
    let mut all = all.iter();
    some.iter().all(|one| all.any(|other| other == one))
}
