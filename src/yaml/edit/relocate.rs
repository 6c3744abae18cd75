//! Entries that go somewhere else.

use std::borrow::Cow;

use super::find::{Link, block, find, locate};
use super::insert::{Body, insert};
use super::layout::Layout;
use super::remove::remove;
use super::write::string_like;
use super::{EditError, TextEdit};
use crate::yaml::{Path, Span, Step};

/// Moves an entry to where nothing stands yet.
pub(super) fn relocate(
    layout: &Layout<'_>,
    from: &Path,
    to: &Path,
) -> Result<Vec<TextEdit>, EditError> {
    let missing = || EditError::Missing(from.to_string());
    let form = || EditError::Form(from.to_string());
    let document = layout.document.ok_or_else(missing)?;
    let (_, link) = find(document, from)?;
    let (Some(Step::Key(name)), Link::Entry { key, .. }) = (to.0.last(), link) else {
        return Err(form());
    };
    let place = block(layout, document, link)
        .filter(|place| place.begins_line)
        .ok_or_else(form)?;
    let start = layout.comments_above(place.span.start, place.column);
    let key_span = document.node(key).span();
    let head = layout.text.get(start..key_span.start).ok_or_else(form)?;
    let tail = layout
        .text
        .get(key_span.end..place.span.end)
        .ok_or_else(form)?;
    let name = if document.text(key) == &**name {
        Cow::Borrowed(document.raw(key))
    } else {
        Cow::Owned(string_like(name, document.node(key).style()))
    };
    let lines = format!("{head}{name}{tail}");
    let body = Body::Lines {
        lines: lines.trim_end_matches(['\r', '\n']).to_owned(),
        column: place.column,
    };
    let there = locate(document, to)?;
    let Link::Entry { map, .. } = link else {
        return Err(form());
    };
    let target = there.last().map_or(document.root(), |link| link.value());
    if target == map
        && let Some(text) = body.lines_at(layout, to, there.len(), place.column)
    {
        // It goes into a map that comes to stand where it stands now.
        let old = Span::new(start, place.span.end);
        let end = if layout
            .text
            .get(..old.end)
            .is_some_and(|text| text.ends_with('\n'))
        {
            layout.eol
        } else {
            ""
        };
        return Ok(vec![TextEdit::new(old, format!("{text}{end}"))]);
    }
    let mut edits = remove(layout, from, Some(to))?;
    // The comments above go along; where a map around the entry goes with it, they are in it already.
    if let [edit] = edits.as_mut_slice()
        && edit.span.start == place.span.start
    {
        edit.span.start = start;
    }
    edits.extend(insert(layout, &there, to, &body)?);
    Ok(edits)
}
