//! Finds the nodes on a path.

use super::EditError;
use super::layout::Layout;
use crate::text::Span;
use crate::yaml::{Document, NodeId, NodeKind, Path, Step, Style};

/// A step on a path from the root.
#[derive(Debug, Clone, Copy)]
pub(super) enum Link {
    Entry { map: NodeId, key: NodeId, value: NodeId },
    Item { list: NodeId, index: usize, value: NodeId },
}

impl Link {
    pub(super) fn value(self) -> NodeId {
        match self {
            Self::Entry { value, .. } | Self::Item { value, .. } => value,
        }
    }
}

/// Follows a path as far as it exists.
pub(super) fn locate(document: &Document, path: &Path) -> Result<Vec<Link>, EditError> {
    let mut links: Vec<Link> = Vec::with_capacity(path.0.len());
    let mut node = document.root();
    for step in &path.0 {
        let shared = || EditError::Shared(Path(path.0.iter().take(links.len()).cloned().collect()).to_string());
        if document.target(node) != node {
            return Err(shared());
        }
        let link = match step {
            Step::Key(name) => {
                let Some(entry) = document.entries(node).find(|entry| entry.key == **name) else {
                    break;
                };
                if entry.merged_by.is_some() {
                    return Err(EditError::Shared(path.to_string()));
                }
                Link::Entry { map: node, key: entry.key_node, value: entry.value }
            }
            Step::Index(index) => {
                let Some(value) = document.items(node).get(*index) else {
                    break;
                };
                Link::Item { list: node, index: *index, value: *value }
            }
        };
        node = link.value();
        links.push(link);
    }
    if document.target(node) != node && links.len() < path.0.len() {
        return Err(EditError::Shared(path.to_string()));
    }
    Ok(links)
}

/// Finds the nodes on a path, which must exist.
pub(super) fn find(document: &Document, path: &Path) -> Result<(Vec<Link>, Link), EditError> {
    let links = locate(document, path)?;
    match links.split_last() {
        Some((last, above)) if links.len() == path.0.len() => Ok((above.to_vec(), *last)),
        _ => Err(EditError::Missing(path.to_string())),
    }
}

/// The place of an entry or list item in block style.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// The column of its key, or of its dash.
    pub(super) column: usize,
    /// Its lines with their line breaks; it begins at the key if other text precedes it on its line.
    pub(super) span: Span,
    /// Whether only spaces precede it on its line.
    pub(super) begins_line: bool,
}

/// Returns the place of a link in block style; `None` in brackets, or with a `?` before the key.
pub(super) fn block(layout: &Layout<'_>, document: &Document, link: Link) -> Option<Block> {
    let (holder, start, end) = match link {
        Link::Entry { map, key, value } => {
            let span = document.node(key).span();
            let colon = layout.text.get(span.end..)?.trim_start_matches([' ', '\t']);
            if !colon.starts_with(':') {
                return None;
            }
            let start = document.anchor(key).map_or(span.start, |anchor| anchor.span.start);
            (map, start, layout.end_of(Some(key), value))
        }
        Link::Item { list, value, .. } => (list, dash(layout, document, value)?, layout.end_of(None, value)),
    };
    if document.node(holder).style() != Style::Block || !layout.ends_line(behind_colon(layout, end)) {
        return None;
    }
    let begins_line = layout.begins_line(start);
    let from = if begins_line { layout.line_start(start) } else { start };
    Some(Block { column: layout.column(start), span: Span::new(from, layout.next_line(end)), begins_line })
}

/// Returns the position after the colon at `end`, or `end` if there is none: a key without a value ends before its
/// colon.
pub(super) fn behind_colon(layout: &Layout<'_>, end: usize) -> usize {
    let rest = layout.behind(end);
    let trimmed = rest.trim_start_matches([' ', '\t']);
    if trimmed.starts_with(':') { end + rest.len() - trimmed.len() + 1 } else { end }
}

/// Returns the position of the dash before an item on its line.
fn dash(layout: &Layout<'_>, document: &Document, item: NodeId) -> Option<usize> {
    let start = document.node(item).span().start;
    let before = layout.before(start);
    let at = before.trim_end_matches([' ', '\t']).len().checked_sub(1)?;
    (before.as_bytes().get(at) == Some(&b'-')).then_some(layout.line_start(start) + at)
}

/// Returns whether a node has entries or items.
pub(super) fn has_children(document: &Document, node: NodeId) -> bool {
    match document.node(node).kind() {
        NodeKind::Map => document.written(node).len() > 0,
        NodeKind::List => !document.items(node).is_empty(),
        NodeKind::Scalar | NodeKind::Alias => false,
    }
}
