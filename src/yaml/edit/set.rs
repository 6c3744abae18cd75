//! Replaces values and keys.

use serde_json::Value;

use super::find::{Link, behind_colon, block, find, locate};
use super::insert::{EntryContent, below_key, insert};
use super::layout::Layout;
use super::write;
use super::{EditError, TextEdit};
use crate::text::Span;
use crate::yaml::quote::single_quoted;
use crate::yaml::{NodeKind, Path, Style};

/// Replaces or adds a value.
pub(super) fn set(layout: &Layout<'_>, path: &Path, value: &Value) -> Result<Vec<TextEdit>, EditError> {
    let Some(document) = layout.document else {
        return insert(layout, &[], path, &EntryContent::Value(value));
    };
    let links = locate(document, path)?;
    let Some(link) = links.last().filter(|_| links.len() == path.0.len()) else {
        return insert(layout, &links, path, &EntryContent::Value(value));
    };
    let form = || EditError::Form(path.to_string());
    let node = document.node(link.value());
    let span = node.span();
    let (holder, key) = match link {
        Link::Entry { map, key, .. } => (*map, Some(*key)),
        Link::Item { list, .. } => (*list, None),
    };
    let in_flow = document.node(holder).style() == Style::Flow;
    let by_lines = node.style() == Style::Block;
    if layout.has_comment(span) && node.kind() != NodeKind::Scalar {
        return Err(EditError::Comment);
    }
    let text = match value {
        Value::String(text) => write::string_like(text, node.style()),
        value => write::flow(value),
    };
    if in_flow || (!by_lines && !write::is_block(value)) {
        // If there was no value, a space after the colon or dash is needed.
        let gap = if span.start == span.end { " " } else { "" };
        return Ok(vec![TextEdit::new(span, format!("{gap}{text}"))]);
    }
    let Some(key) = key else { return Err(form()) };
    let key_end = document.node(key).span().end;
    let place = block(layout, document, *link).ok_or_else(form)?;
    if !by_lines {
        let step = if value.is_array() { layout.list_step } else { layout.step };
        let lines = write::block(layout, value, place.column + step);
        return Ok(below_key(layout, key_end, span, &lines));
    }
    let first = layout.line_start(span.start);
    let old = Span::new(first, place.span.end);
    if write::is_block(value) {
        let same_kind = value.is_array() == (node.kind() == NodeKind::List);
        let step = if value.is_array() { layout.list_step } else { layout.step };
        let column = if same_kind { layout.column(span.start) } else { place.column + step };
        let lines = write::block(layout, value, column);
        let end = if layout.text.get(..old.end).is_some_and(|text| text.ends_with('\n')) { layout.eol } else { "" };
        return Ok(vec![TextEdit::new(old, format!("{lines}{end}"))]);
    }
    Ok(vec![TextEdit::insert(behind_colon(layout, key_end), format!(" {text}")), TextEdit::delete(old)])
}

/// Quotes a scalar.
pub(super) fn quote(layout: &Layout<'_>, path: &Path) -> Result<(Vec<TextEdit>, String), EditError> {
    let document = layout.document.ok_or_else(|| EditError::Missing(path.to_string()))?;
    let (_, link) = find(document, path)?;
    let node = document.node(link.value());
    if node.kind() != NodeKind::Scalar || node.style() != Style::Plain {
        return Err(EditError::Form(path.to_string()));
    }
    let text = document.text(link.value());
    let edit = TextEdit::new(node.span(), single_quoted(text));
    Ok((vec![edit], text.to_owned()))
}

/// Renames a key.
pub(super) fn rename(layout: &Layout<'_>, path: &Path, name: &str) -> Result<Vec<TextEdit>, EditError> {
    let document = layout.document.ok_or_else(|| EditError::Missing(path.to_string()))?;
    let (_, Link::Entry { key, .. }) = find(document, path)? else {
        return Err(EditError::Missing(path.to_string()));
    };
    let node = document.node(key);
    Ok(vec![TextEdit::new(node.span(), write::string_like(name, node.style()))])
}
