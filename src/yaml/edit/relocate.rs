//! Moves entries.

use std::borrow::Cow;

use super::find::{Block, Link, block, find, locate};
use super::insert::{EntryContent, insert};
use super::layout::Layout;
use super::remove::remove;
use super::write::string_like;
use super::{EditError, TextEdit};
use crate::text::Span;
use crate::yaml::{Document, NodeId, Path, Step};

/// Moves an entry to a free path.
pub(super) fn relocate(layout: &Layout<'_>, from: &Path, to: &Path) -> Result<Vec<TextEdit>, EditError> {
    let missing = || EditError::Missing(from.to_string());
    let form = || EditError::Form(from.to_string());
    let document = layout.document.ok_or_else(missing)?;
    let (_, link) = find(document, from)?;
    let (Some(Step::Key(name)), Link::Entry { key, .. }) = (to.0.last(), link) else {
        return Err(form());
    };
    let (body, start, place) = lines(layout, document, link, key, name).ok_or_else(form)?;
    let there = locate(document, to)?;
    let Link::Entry { map, .. } = link else {
        return Err(form());
    };
    let target = there.last().map_or(document.root(), |link| link.value());
    if target == map
        && let Some(text) = body.lines_at(layout, to, there.len(), place.column)
    {
        // It moves into a new map at its current position.
        let old = Span::new(start, place.span.end);
        let end = if layout.text.get(..old.end).is_some_and(|text| text.ends_with('\n')) { layout.eol } else { "" };
        return Ok(vec![TextEdit::new(old, format!("{text}{end}"))]);
    }
    let mut edits = remove(layout, from, Some(to))?;
    // The comments above move along. If a map around the entry is removed with it, they are part of it.
    if let [edit] = edits.as_mut_slice()
        && edit.span.start == place.span.start
    {
        edit.span.start = start;
    }
    edits.extend(insert(layout, &there, to, &body)?);
    Ok(edits)
}

/// Returns the lines of an entry under another name with the comments above it, their start, and the place of the entry
/// itself.
fn lines(
    layout: &Layout<'_>,
    document: &Document,
    link: Link,
    key: NodeId,
    name: &str,
) -> Option<(EntryContent<'static>, usize, Block)> {
    let place = block(layout, document, link).filter(|place| place.begins_line)?;
    let start = layout.comments_above(place.span.start, place.column);
    let key_span = document.node(key).span();
    let head = layout.text.get(start..key_span.start)?;
    let tail = layout.text.get(key_span.end..place.span.end)?;
    let name = if document.text(key) == name {
        Cow::Borrowed(document.raw(key))
    } else {
        Cow::Owned(string_like(name, document.node(key).style()))
    };
    let lines = format!("{head}{name}{tail}");
    let body = EntryContent::Lines { lines: lines.trim_end_matches(['\r', '\n']).to_owned(), column: place.column };
    Some((body, start, place))
}

/// Adds an entry of another text.
pub(super) fn take(layout: &Layout<'_>, other: &Layout<'_>, path: &Path) -> Result<Vec<TextEdit>, EditError> {
    let missing = || EditError::Missing(path.to_string());
    let form = || EditError::Form(path.to_string());
    let document = other.document.ok_or_else(missing)?;
    let (_, link) = find(document, path)?;
    let (Some(Step::Key(name)), Link::Entry { key, .. }) = (path.0.last(), link) else {
        return Err(form());
    };
    let (mut body, _, _) = lines(other, document, link, key, name).ok_or_else(form)?;
    if let EntryContent::Lines { lines, .. } = &mut body
        && layout.eol != other.eol
    {
        *lines = lines.lines().collect::<Vec<_>>().join(layout.eol);
    }
    let there = match layout.document {
        Some(document) => locate(document, path)?,
        None => Vec::new(),
    };
    if there.len() == path.0.len() {
        return Err(EditError::Conflict(path.to_string()));
    }
    insert(layout, &there, path, &body)
}
