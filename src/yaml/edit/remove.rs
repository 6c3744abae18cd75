//! Removes entries and items.

use super::find::{Link, block, find};
use super::layout::Layout;
use super::{EditError, TextEdit};
use crate::text::Span;
use crate::yaml::{Document, Path, Style};

/// Removes the value at a path, and the maps around it that would be empty, except those on the way to `kept`.
pub(super) fn remove(layout: &Layout<'_>, path: &Path, kept: Option<&Path>) -> Result<Vec<TextEdit>, EditError> {
    let document = layout.document.ok_or_else(|| EditError::Missing(path.to_string()))?;
    let (mut above, mut link) = find(document, path)?;
    while let Link::Entry { map, .. } = link
        && document.written(map).len() == 1
        && !kept.is_some_and(|kept| starts_with(kept, path, above.len()))
        && let Some(parent) = above.pop()
    {
        link = parent;
    }
    let edits = one(layout, document, link, above.last().copied());
    edits.ok_or_else(|| EditError::Form(path.to_string()))
}

/// Returns whether both paths begin with the same `count` steps.
fn starts_with(one: &Path, other: &Path, count: usize) -> bool {
    one.0.len() > count && one.0.iter().zip(&other.0).take(count).all(|(one, other)| one == other)
}

/// Removes the entry whose key is at `span`; a later entry has the same key.
pub(super) fn shadowed(layout: &Layout<'_>, span: Span) -> Result<Vec<TextEdit>, EditError> {
    let gone = || EditError::Missing("the key".to_owned());
    let document = layout.document.ok_or_else(gone)?;
    let pair = document.key_at(span).ok_or_else(gone)?;
    let link = Link::Entry { map: pair.map, key: pair.key, value: pair.value };
    one(layout, document, link, None).ok_or_else(|| EditError::Form("the key".to_owned()))
}

/// Removes one entry or item; removing the only item of a list leaves `[]`.
fn one(layout: &Layout<'_>, document: &Document, link: Link, parent: Option<Link>) -> Option<Vec<TextEdit>> {
    let (holder, index, count) = match link {
        Link::Entry { map, key, .. } => {
            let pair = document.key_at(document.node(key).span()).filter(|pair| pair.key == key)?;
            (map, pair.index, document.written(map).len())
        }
        Link::Item { list, index, .. } => (list, index, document.items(list).len()),
    };
    let child = |index: usize| match link {
        Link::Entry { map, .. } => {
            let [key, value] = *document.pairs(map).get(index)?;
            Some(Span::new(document.node(key).span().start, layout.end_of(Some(key), value)))
        }
        Link::Item { list, .. } => document.items(list).get(index).map(|item| document.node(*item).span()),
    };
    let own = child(index)?;
    if document.node(holder).style() == Style::Flow {
        let span = match (child(index + 1), index.checked_sub(1)) {
            (Some(next), _) => Span::new(own.start, next.start),
            (None, Some(before)) => Span::new(child(before)?.end, own.end),
            (None, None) => own,
        };
        return Some(vec![TextEdit::delete(span)]);
    }
    let place = block(layout, document, link)?;
    if matches!(link, Link::Item { .. }) && count == 1 {
        let Some(Link::Entry { key, .. }) = parent else {
            return None;
        };
        let colon = super::find::behind_colon(layout, document.node(key).span().end);
        return Some(vec![TextEdit::insert(colon, " []"), TextEdit::delete(place.span)]);
    }
    if place.begins_line {
        return Some(vec![TextEdit::delete(place.span)]);
    }
    // The first entry after a dash: the next one takes its place.
    let next = child(index + 1)?;
    let between = Span::new(place.span.start, next.start);
    (!layout.has_comment(between)).then(|| vec![TextEdit::delete(between)])
}
