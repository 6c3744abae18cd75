//! What goes away.

use super::find::{Link, block, find};
use super::layout::Layout;
use super::{EditError, TextEdit};
use crate::text::Span;
use crate::yaml::{Document, NodeId, Path, Resolved, Style};

/// Removes what stands at a path, and the maps around it that would be empty then, except those on the way to `kept`.
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

/// Whether both paths begin with the same `count` steps.
fn starts_with(one: &Path, other: &Path, count: usize) -> bool {
    one.0.len() > count && one.0.iter().zip(&other.0).take(count).all(|(one, other)| one == other)
}

/// Removes the entry whose key stands at `span`, another entry having the same key.
pub(super) fn shadowed(layout: &Layout<'_>, span: Span) -> Result<Vec<TextEdit>, EditError> {
    let gone = || EditError::Missing("the key".to_owned());
    let document = layout.document.ok_or_else(gone)?;
    let mut stack = vec![document.root()];
    while let Some(node) = stack.pop() {
        for (key, value) in document.written(node) {
            if document.node(key).span() == span {
                let link = Link::Entry { map: node, key, value };
                return one(layout, document, link, None).ok_or_else(|| EditError::Form("the key".to_owned()));
            }
            if document.resolved(value) == Resolved::Map && document.target(value) == value {
                stack.push(value);
            }
        }
        stack.extend(document.items(node).iter().filter(|item| document.target(**item) == **item));
    }
    Err(gone())
}

/// Removes one entry or item; the only item of a list leaves `[]`.
fn one(layout: &Layout<'_>, document: &Document, link: Link, parent: Option<Link>) -> Option<Vec<TextEdit>> {
    let (holder, children): (NodeId, Vec<Span>) = match link {
        Link::Entry { map, .. } => {
            let spans = document
                .written(map)
                .map(|(key, value)| Span::new(document.node(key).span().start, layout.end_of(Some(key), value)));
            (map, spans.collect())
        }
        Link::Item { list, .. } => {
            let spans = document.items(list).iter().map(|item| document.node(*item).span());
            (list, spans.collect())
        }
    };
    let index = match link {
        Link::Entry { map, key, .. } => document.written(map).position(|(other, _)| other == key)?,
        Link::Item { index, .. } => index,
    };
    let own = *children.get(index)?;
    if document.node(holder).style() == Style::Flow {
        let span = match (children.get(index + 1), index.checked_sub(1)) {
            (Some(next), _) => Span::new(own.start, next.start),
            (None, Some(before)) => Span::new(children.get(before)?.end, own.end),
            (None, None) => own,
        };
        return Some(vec![TextEdit::delete(span)]);
    }
    let place = block(layout, document, link)?;
    if matches!(link, Link::Item { .. }) && children.len() == 1 {
        let Some(Link::Entry { key, .. }) = parent else {
            return None;
        };
        let colon = super::find::behind_colon(layout, document.node(key).span().end);
        return Some(vec![TextEdit::insert(colon, " []"), TextEdit::delete(place.span)]);
    }
    if place.begins_line {
        return Some(vec![TextEdit::delete(place.span)]);
    }
    // The first entry behind a dash: the next one takes its place.
    let next = children.get(index + 1)?;
    let between = Span::new(place.span.start, next.start);
    (!layout.has_comment(between)).then(|| vec![TextEdit::delete(between)])
}
