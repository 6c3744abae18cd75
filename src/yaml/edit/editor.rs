//! One change after the other, each with its proof.

use serde_json::Value;

use super::layout::Layout;
use super::pieces::Pieces;
use super::{Change, EditError, TextEdit, comment, join, meaning, relocate, remove, set};
use crate::text::Span;
use crate::yaml::{Document, HelmVersion, Path, Step, Stream, read};

/// The edits that make `changes`, one after the other, in a text as Helm `helm` reads it: sorted, without overlaps.
pub fn edit(text: &str, helm: HelmVersion, changes: &[Change]) -> Result<Vec<TextEdit>, EditError> {
    let mut editor = Editor { helm, pieces: Pieces::new(text) };
    for change in changes {
        editor.apply(change).map_err(|error| error.at(change.path()))?;
    }
    Ok(editor.pieces.edits())
}

struct Editor<'a> {
    helm: HelmVersion,
    pieces: Pieces<'a>,
}

/// A text, read.
struct State {
    text: String,
    stream: Stream,
    values: Value,
}

impl State {
    fn of(text: String, helm: HelmVersion) -> Result<Self, EditError> {
        let stream = read(text.as_bytes(), helm).map_err(Box::new)?;
        let values = match stream.documents.as_slice() {
            [] => Value::Null,
            [document] => document.to_json(document.root()),
            _ => return Err(EditError::Documents),
        };
        Ok(Self { text, stream, values })
    }

    fn document(&self) -> Option<&Document> {
        self.stream.documents.first()
    }

    /// The comments that do not lie in `without`, sorted. Without a document, comments are all that there is.
    fn comments(&self, without: &[Span]) -> Vec<&str> {
        let mut comments: Vec<&str> = match self.document() {
            Some(document) => document
                .comments()
                .iter()
                .map(|comment| comment.span)
                .filter(|span| !without.iter().any(|gone| gone.start <= span.start && span.end <= gone.end))
                .map(|span| self.text.get(span.range()).unwrap_or_default())
                .collect(),
            None => self.text.lines().filter(|line| line.starts_with('#')).collect(),
        };
        comments.sort_unstable();
        comments
    }

    /// Gives `meant` what counts again once the entry at `gone` has left it: what stands earlier in the map under the
    /// same key.
    fn unshadow(&self, meant: &mut Value, gone: &Path) {
        let Some(document) = self.document() else { return };
        let mut node = document.root();
        for depth in 1..=gone.0.len() {
            let path = Path(gone.0.iter().take(depth).cloned().collect());
            let Some(Step::Key(key)) = path.0.last() else { return };
            if path.find_in(&*meant).is_none() {
                let earlier = document.duplicates().iter().rev().find(|twice| twice.map == node && *twice.key == **key);
                let value = earlier.and_then(|twice| {
                    document.written(node).find(|(key, _)| document.node(*key).span() == twice.earlier)
                });
                if let Some((_, value)) = value {
                    // There is a map to set it in: it has lost an entry.
                    let _ = meaning::set(meant, &path, document.to_json(value));
                }
                return;
            }
            let Some(below) = document.get(node, key) else { return };
            node = document.target(below);
        }
    }

    /// The text that Helm never reads.
    fn dropped(&self) -> Vec<&str> {
        let dropped = self.stream.dropped.iter();
        dropped.map(|dropped| self.text.get(dropped.span.range()).unwrap_or_default()).collect()
    }
}

impl Editor<'_> {
    fn apply(&mut self, change: &Change) -> Result<(), EditError> {
        let text = self.pieces.text();
        if *change == Change::JoinDocuments {
            self.pieces.replace(join::join(&text, self.helm)?);
            return Ok(());
        }
        let state = State::of(text, self.helm)?;
        if let Change::Move { from, to } = change {
            return self.relocate(&state, from, to);
        }
        let layout = Layout::of(&state.text, state.document());
        let mut meant = state.values.clone();
        let mut may_go = None;
        let edits = match change {
            Change::Set { path, value } => {
                meaning::set(&mut meant, path, value.clone())?;
                set::set(&layout, path, value)?
            }
            Change::Quote { path } => {
                let (edits, text) = set::quote(&layout, path)?;
                meaning::set(&mut meant, path, Value::String(text))?;
                edits
            }
            Change::Rename { path, key } => {
                meaning::rename(&mut meant, path, key)?;
                set::rename(&layout, path, key)?
            }
            Change::Take { path, text } => {
                let other = State::of(text.to_string(), self.helm)?;
                let missing = || EditError::Missing(path.to_string());
                let value = path.find_in(&other.values).ok_or_else(missing)?;
                meaning::set(&mut meant, path, value.clone())?;
                let there = Layout::of(&other.text, other.document());
                match relocate::take(&layout, &there, path) {
                    Err(EditError::Form(_)) => set::set(&layout, path, value)?,
                    edits => edits?,
                }
            }
            Change::Remove { path } => {
                meaning::remove(&mut meant, &path.0);
                state.unshadow(&mut meant, path);
                let edits = remove::remove(&layout, path, None)?;
                may_go = Some(spans(&edits));
                edits
            }
            Change::RemoveShadowed { key } => {
                let edits = remove::shadowed(&layout, *key)?;
                may_go = Some(spans(&edits));
                edits
            }
            Change::Reword { word, text } => {
                let (edit, comment) = comment::reword(&layout, *word, text)?;
                may_go = Some(vec![comment]);
                vec![edit]
            }
            Change::Move { .. } | Change::JoinDocuments => Vec::new(),
        };
        self.make(&state, &meant, edits, &may_go.unwrap_or_default())
    }

    fn relocate(&mut self, state: &State, from: &Path, to: &Path) -> Result<(), EditError> {
        let missing = || EditError::Missing(from.to_string());
        let moved = from.find_in(&state.values).ok_or_else(missing)?;
        if to.0.starts_with(&from.0) || from.0.starts_with(&to.0) {
            return Err(EditError::Conflict(to.to_string()));
        }
        match (to.find_in(&state.values), moved) {
            (None, _) => {
                let layout = Layout::of(&state.text, state.document());
                let edits = relocate::relocate(&layout, from, to)?;
                let mut meant = state.values.clone();
                meaning::set(&mut meant, to, moved.clone())?;
                meaning::remove(&mut meant, &from.0);
                state.unshadow(&mut meant, from);
                self.make(state, &meant, edits, &[])
            }
            (Some(there), _) if there == moved => self.apply(&Change::Remove { path: from.clone() }),
            (Some(Value::Object(_) | Value::Null), Value::Object(map)) if !map.is_empty() => {
                for key in map.keys() {
                    self.apply(&Change::Move { from: from.key(key.as_str()), to: to.key(key.as_str()) })?;
                }
                Ok(())
            }
            (Some(Value::Object(_)), Value::Object(_) | Value::Null) => {
                self.apply(&Change::Remove { path: from.clone() })
            }
            _ => Err(EditError::Conflict(to.to_string())),
        }
    }

    /// Makes the edits, and proves that they do what was meant and nothing else. Comments that lie in `may_go` may be
    /// gone then.
    fn make(
        &mut self,
        before: &State,
        meant: &Value,
        mut edits: Vec<TextEdit>,
        may_go: &[Span],
    ) -> Result<(), EditError> {
        // From the end, so that the places of the others stay; what goes is gone before something takes its place.
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut pieces = self.pieces.clone();
        for edit in edits.iter().rev() {
            pieces.replace(edit.clone());
        }
        let after = State::of(pieces.text(), self.helm)?;
        if !is_included(&before.comments(may_go), &after.comments(&[])) {
            return Err(EditError::Comment);
        }
        let is_empty = |value: &Value| value.is_null() || value.as_object().is_some_and(serde_json::Map::is_empty);
        let same = after.values == *meant || (is_empty(&after.values) && is_empty(meant));
        if !same || before.dropped() != after.dropped() {
            return Err(EditError::Meaning);
        }
        self.pieces = pieces;
        Ok(())
    }
}

fn spans(edits: &[TextEdit]) -> Vec<Span> {
    edits.iter().map(|edit| edit.span).collect()
}

/// Whether all of `some` are in `all`, both sorted; what is there twice has to be there twice.
fn is_included(some: &[&str], all: &[&str]) -> bool {
    let mut all = all.iter();
    some.iter().all(|one| all.any(|other| other == one))
}
