//! Applies changes one after the other and verifies each.

use serde_json::Value;

use super::layout::Layout;
use super::pieces::Pieces;
use super::state::EditState;
use super::{Change, EditError, TextEdit, comment, join, meaning, relocate, remove, set};
use crate::text::Span;
use crate::yaml::{HelmVersion, Path};

/// Returns the edits that make `changes`, one after the other, in a text as the Helm version `helm` reads it: sorted,
/// without overlaps.
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

impl Editor<'_> {
    fn apply(&mut self, change: &Change) -> Result<(), EditError> {
        let text = self.pieces.text();
        if *change == Change::JoinDocuments {
            self.pieces.replace(join::join(&text, self.helm)?);
            return Ok(());
        }
        let state = EditState::of(text, self.helm)?;
        if let Change::Move { from, to } = change {
            return self.relocate(&state, from, to);
        }
        let layout = Layout::of(&state.text, state.document());
        let mut expected = state.values.clone();
        let (edits, may_go) = plan(&state, &layout, change, self.helm, Some(&mut expected))?;
        self.make(&state, &expected, edits, &may_go)
    }

    fn relocate(&mut self, state: &EditState, from: &Path, to: &Path) -> Result<(), EditError> {
        let missing = || EditError::Missing(from.to_string());
        let moved = from.find_in(&state.values).ok_or_else(missing)?;
        if to.0.starts_with(&from.0) || from.0.starts_with(&to.0) {
            return Err(EditError::Conflict(to.to_string()));
        }
        match (to.find_in(&state.values), moved) {
            (None, _) => {
                let layout = Layout::of(&state.text, state.document());
                let edits = relocate::relocate(&layout, from, to)?;
                let mut expected = state.values.clone();
                meaning::set(&mut expected, to, moved.clone())?;
                meaning::remove(&mut expected, &from.0);
                state.unshadow(&mut expected, from);
                self.make(state, &expected, edits, &[])
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

    /// Makes the edits and verifies that they have the intended effect and no other. Comments within `may_go` may be
    /// lost.
    fn make(
        &mut self,
        before: &EditState,
        expected: &Value,
        mut edits: Vec<TextEdit>,
        may_go: &[Span],
    ) -> Result<(), EditError> {
        // Backward, so that the other positions stay valid; at the same position, the deletion comes before the
        // insertion.
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut pieces = self.pieces.clone();
        for edit in edits.iter().rev() {
            pieces.replace(edit.clone());
        }
        EditState::of(pieces.text(), self.helm)?.verify(before, expected, may_go)?;
        self.pieces = pieces;
        Ok(())
    }
}

fn spans(edits: &[TextEdit]) -> Vec<Span> {
    edits.iter().map(|edit| edit.span).collect()
}

/// Plans a change: returns its edits, and the spans whose comments may be lost. It also applies the change to
/// `expected`. Moves are not planned here.
pub(super) fn plan(
    state: &EditState,
    layout: &Layout<'_>,
    change: &Change,
    helm: HelmVersion,
    mut expected: Option<&mut Value>,
) -> Result<(Vec<TextEdit>, Vec<Span>), EditError> {
    type Meaning<'a> = dyn Fn(&mut Value) -> Result<(), EditError> + 'a;
    let mean = |expected: &mut Option<&mut Value>, done: &Meaning<'_>| expected.as_deref_mut().map_or(Ok(()), done);
    let mut may_go = None;
    let edits = match change {
        Change::Set { path, value } => {
            mean(&mut expected, &|expected| meaning::set(expected, path, value.clone()))?;
            set::set(layout, path, value)?
        }
        Change::Quote { path } => {
            let (edits, text) = set::quote(layout, path)?;
            mean(&mut expected, &|expected| meaning::set(expected, path, Value::String(text.clone())))?;
            edits
        }
        Change::Rename { path, key } => {
            mean(&mut expected, &|expected| meaning::rename(expected, path, key))?;
            set::rename(layout, path, key)?
        }
        Change::Take { path, text } => {
            let other = EditState::of(text.to_string(), helm)?;
            let missing = || EditError::Missing(path.to_string());
            let value = path.find_in(&other.values).ok_or_else(missing)?;
            mean(&mut expected, &|expected| meaning::set(expected, path, value.clone()))?;
            let there = Layout::of(&other.text, other.document());
            match relocate::take(layout, &there, path) {
                Err(EditError::Form(_)) => set::set(layout, path, value)?,
                edits => edits?,
            }
        }
        Change::Remove { path } => {
            mean(&mut expected, &|expected| {
                meaning::remove(expected, &path.0);
                state.unshadow(expected, path);
                Ok(())
            })?;
            let edits = remove::remove(layout, path, None)?;
            may_go = Some(spans(&edits));
            edits
        }
        Change::RemoveShadowed { key } => {
            let edits = remove::shadowed(layout, *key)?;
            may_go = Some(spans(&edits));
            edits
        }
        Change::Reword { word, text } => {
            let (edit, comment) = comment::reword(layout, *word, text)?;
            may_go = Some(vec![comment]);
            vec![edit]
        }
        Change::Move { .. } | Change::JoinDocuments => Vec::new(),
    };
    Ok((edits, may_go.unwrap_or_default()))
}
