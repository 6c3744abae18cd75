//! Which part of a file a comment is about: its own line, the next one, what stands under the key there, or all of it.

use crate::text::Span;
use crate::yaml::{Document, NodeId, NodeKind};

/// The bytes that the comment at `span` is about; `None` for the whole file: that is one at the top, with an empty line
/// behind it.
pub(super) fn reach(document: &Document, text: &[u8], span: Span) -> Option<Span> {
    let start = line_start(text, span.start);
    let is_alone = is_blank(text.get(start..span.start).unwrap_or_default());
    let line = if is_alone {
        let at_the_top = lines(text.get(..start).unwrap_or_default(), 0).all(|(_, line)| is_no_content(line));
        let mut empty_line_between = false;
        let mut target = None;
        for (at, line) in lines(text, span.end).skip(1) {
            if !is_no_content(line) {
                target = Some(Span::new(at, at + line.len()));
                break;
            }
            empty_line_between |= is_blank(line);
        }
        if at_the_top && empty_line_between {
            return None;
        }
        // Behind the last line there is nothing to be about.
        target.unwrap_or(Span::new(text.len(), text.len()))
    } else {
        Span::new(start, span.start)
    };
    let mut end = line.end;
    widen(document, document.root(), line, &mut end);
    Some(Span::new(line.start, end))
}

/// Takes in what the keys and list items that begin on the line hold.
fn widen(document: &Document, node: NodeId, line: Span, end: &mut usize) {
    let span = document.node(node).span();
    if span.end < line.start || span.start > line.end || document.node(node).kind() == NodeKind::Alias {
        return;
    }
    let begins_here = |span: Span| line.range().contains(&span.start);
    for (key, value) in document.written(node) {
        if begins_here(document.node(key).span()) {
            *end = (*end).max(document.node(value).span().end);
        } else {
            widen(document, value, line, end);
        }
    }
    for item in document.items(node) {
        if begins_here(document.node(*item).span()) {
            *end = (*end).max(document.node(*item).span().end);
        } else {
            widen(document, *item, line, end);
        }
    }
}

/// The lines from a byte on, with where each starts, without their ends.
fn lines(text: &[u8], from: usize) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = from;
    text.get(from..).unwrap_or_default().split(|byte| *byte == b'\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

fn line_start(text: &[u8], at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// An empty line, a comment, or what begins a document.
fn is_no_content(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.is_empty() || line.starts_with(b"#") || line == b"---" || line == b"\xef\xbb\xbf"
}
