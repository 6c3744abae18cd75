//! Adds entries and items.

use serde_json::{Map, Value};

use super::find::{Link, behind_colon, block, has_children};
use super::layout::Layout;
use super::write;
use super::{EditError, TextEdit};
use crate::text::Span;
use crate::yaml::{Document, NodeId, NodeKind, Path, Resolved, Step, Style};

/// The content of a new entry.
#[derive(Debug)]
pub(super) enum EntryContent<'a> {
    Value(&'a Value),
    /// Lines from another place, without the last line break, and the column of their key.
    Lines {
        lines: String,
        column: usize,
    },
}

impl EntryContent<'_> {
    /// Formats the entry as lines, without the last line break; `keys` are the keys around it and its own.
    fn lines(&self, layout: &Layout<'_>, keys: &[&str], indent: usize) -> String {
        let Some((key, below)) = keys.split_first() else {
            return String::new();
        };
        match self {
            Self::Value(value) => write::entry(layout, key, &nested(below, value), indent),
            Self::Lines { lines, column } if below.is_empty() => reindent(lines, *column, indent),
            Self::Lines { .. } => format!(
                "{:indent$}{}:{}{}",
                "",
                crate::yaml::quote::key(key),
                layout.eol,
                self.lines(layout, below, indent + layout.step)
            ),
        }
    }
}

impl EntryContent<'_> {
    /// Formats the entry as lines of a map at the first `known` steps of `path`, without the last line break.
    pub(super) fn lines_at(&self, layout: &Layout<'_>, path: &Path, known: usize, indent: usize) -> Option<String> {
        let keys = keys(path.0.get(known..)?)?;
        Some(self.lines(layout, &keys, indent))
    }
}

/// Wraps a value in maps with one key each.
fn nested(keys: &[&str], value: &Value) -> Value {
    keys.iter().rev().fold(value.clone(), |value, key| Value::Object(Map::from_iter([((*key).to_owned(), value)])))
}

/// Moves lines to another column.
fn reindent(lines: &str, from: usize, to: usize) -> String {
    let mut moved = String::with_capacity(lines.len());
    for line in lines.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        if !content.trim().is_empty() {
            let spaces = line.len() - content.len();
            moved.extend(std::iter::repeat_n(' ', (spaces + to).saturating_sub(from)));
        }
        moved.push_str(content);
    }
    moved
}

/// Adds the missing part of a path after `links`, the existing part.
pub(super) fn insert(
    layout: &Layout<'_>,
    links: &[Link],
    path: &Path,
    body: &EntryContent<'_>,
) -> Result<Vec<TextEdit>, EditError> {
    let rest = path.0.get(links.len()..).unwrap_or_default();
    let form = || EditError::Form(path.to_string());
    let Some(document) = layout.document else {
        let keys = keys(rest).ok_or_else(form)?;
        let at = layout.text.len();
        let lines = body.lines(layout, &keys, 0);
        return Ok(vec![TextEdit::insert(at, layout.as_lines(at, &lines))]);
    };
    let node = links.last().map_or(document.root(), |link| link.value());
    if let [Step::Index(_)] = rest
        && let EntryContent::Value(value) = body
    {
        return append(layout, links, path, value);
    }
    let keys = keys(rest).ok_or_else(form)?;
    let written = document.node(node);
    let is_map = written.kind() == NodeKind::Map;
    if is_map && has_children(document, node) {
        return append_entry(layout, document, node, &keys, body).ok_or_else(form);
    }
    if !is_map && document.resolved(node) != Resolved::Null {
        let there = Path(path.0.iter().take(links.len()).cloned().collect());
        return Err(EditError::NotAMap(there.to_string()));
    }
    fill_empty(layout, document, node, links, &keys, body).ok_or_else(form)
}

/// Adds an entry after the last one of a map.
fn append_entry(
    layout: &Layout<'_>,
    document: &Document,
    map: NodeId,
    keys: &[&str],
    body: &EntryContent<'_>,
) -> Option<Vec<TextEdit>> {
    let last = document.written(map).last().map(|(key, value)| Link::Entry { map, key, value })?;
    if document.node(map).style() == Style::Flow {
        return into_flow(layout, last, keys, body);
    }
    let first = document.written(map).next().map(|(key, _)| document.node(key).span().start);
    let column = layout.column(first?);
    let at = block(layout, document, last)?.span.end;
    let lines = body.lines(layout, keys, column);
    Some(vec![TextEdit::insert(at, layout.as_lines(at, &lines))])
}

/// Replaces an empty map, `null` or an empty text by a map with one entry.
fn fill_empty(
    layout: &Layout<'_>,
    document: &Document,
    node: NodeId,
    links: &[Link],
    keys: &[&str],
    body: &EntryContent<'_>,
) -> Option<Vec<TextEdit>> {
    let span = document.node(node).span();
    match links.last() {
        None if span.start == span.end => {
            let at = layout.text.len();
            let lines = body.lines(layout, keys, 0);
            Some(vec![TextEdit::insert(at, layout.as_lines(at, &lines))])
        }
        None => Some(vec![TextEdit::new(span, body.lines(layout, keys, 0))]),
        Some(link @ Link::Entry { key, map, .. }) => {
            if document.node(*map).style() == Style::Flow {
                let EntryContent::Value(value) = body else { return None };
                return Some(vec![TextEdit::new(span, write::flow(&nested(keys, value)))]);
            }
            let column = block(layout, document, *link)?.column;
            let lines = body.lines(layout, keys, column + layout.step);
            Some(below_key(layout, layout.end_of(Some(*key), *key), span, &lines))
        }
        Some(Link::Item { .. }) => None,
    }
}

/// Replaces the value after a key with lines below the key.
pub(super) fn below_key(layout: &Layout<'_>, key_end: usize, value: Span, lines: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    if value.start < value.end {
        let colon = behind_colon(layout, key_end);
        let between = layout.text.get(colon..value.start).unwrap_or_default();
        // A tag or an anchor may be between.
        let blank = between.len() - between.trim_end_matches([' ', '\t']).len();
        edits.push(TextEdit::delete(Span::new(value.start - blank, value.end)));
    }
    let at = layout.next_line(value.end.max(key_end));
    edits.push(TextEdit::insert(at, layout.as_lines(at, lines)));
    edits
}

fn keys(steps: &[Step]) -> Option<Vec<&str>> {
    steps
        .iter()
        .map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Index(_) => None,
        })
        .collect()
}

/// Adds an entry after the last one in brackets.
fn into_flow(layout: &Layout<'_>, last: Link, keys: &[&str], body: &EntryContent<'_>) -> Option<Vec<TextEdit>> {
    let (EntryContent::Value(value), Link::Entry { key, .. }) = (body, last) else {
        return None;
    };
    let (first, below) = keys.split_first()?;
    let end = layout.end_of(Some(key), last.value());
    let text = format!(", {}: {}", crate::yaml::quote::key(first), write::flow(&nested(below, value)));
    closes_bracket(layout, end, '}').then(|| vec![TextEdit::insert(end, text)])
}

/// Appends an item to a list.
fn append(layout: &Layout<'_>, links: &[Link], path: &Path, value: &Value) -> Result<Vec<TextEdit>, EditError> {
    let form = || EditError::Form(path.to_string());
    let (Some(document), Some(list)) = (layout.document, links.last()) else {
        return Err(form());
    };
    let node = document.node(list.value());
    let items = document.items(list.value());
    if node.kind() != NodeKind::List {
        return Err(form());
    }
    let Some((index, last)) = items.iter().enumerate().next_back() else {
        return Ok(vec![TextEdit::new(node.span(), write::flow(&Value::Array(vec![value.clone()])))]);
    };
    let last = Link::Item { list: list.value(), index, value: *last };
    if node.style() == Style::Flow {
        let end = layout.end_of(None, last.value());
        if !closes_bracket(layout, end, ']') {
            return Err(form());
        }
        return Ok(vec![TextEdit::insert(end, format!(", {}", write::flow(value)))]);
    }
    let place = block(layout, document, last).ok_or_else(form)?;
    let at = place.span.end;
    let lines = write::item(layout, value, place.column);
    Ok(vec![TextEdit::insert(at, layout.as_lines(at, &lines))])
}

/// Returns whether the closing bracket follows, on the same line or a later one.
fn closes_bracket(layout: &Layout<'_>, end: usize, bracket: char) -> bool {
    layout.text.get(end..).is_some_and(|rest| rest.trim_start().starts_with(bracket))
}
