//! The part of a file that a comment covers: its own line, the next one, the block under the key there, or the whole
//! file.

use crate::text::Span;
use crate::yaml::{Document, NodeId, NodeKind};

/// Computes what the comments of a document cover. It must be called in the order of the text.
pub(super) struct Reaches<'a> {
    document: &'a Document,
    text: &'a [u8],
    /// The start of the first line with content.
    first: Option<usize>,
    /// The start of each key and list item with the end of its value, sorted.
    holders: Option<Vec<(usize, usize)>>,
    /// The last result of [`Self::next_content`].
    next: Option<NextContent>,
    /// The last line passed to [`Self::end_of`], with its result.
    last: Option<(Span, usize)>,
}

/// The first line with content after a byte.
#[derive(Clone, Copy)]
struct NextContent {
    from: usize,
    /// The line; empty and at the end of the text if there is none.
    line: Span,
    /// The start of the last empty line before it.
    empty: Option<usize>,
}

impl<'a> Reaches<'a> {
    pub(super) fn of(document: &'a Document, text: &'a [u8]) -> Self {
        Self { document, text, first: None, holders: None, next: None, last: None }
    }

    /// Returns the bytes that the comment at `span` covers; `None` for the whole file, which a comment at the top with
    /// an empty line after it covers.
    pub(super) fn reach(&mut self, span: Span) -> Option<Span> {
        let start = line_start(self.text, span.start);
        let is_alone = is_blank(self.text.get(start..span.start).unwrap_or_default());
        if !is_alone {
            return Some(Span::new(start, self.end_of(Span::new(start, span.start))));
        }
        let next = self.next_content(span.end);
        if start <= self.first_content() && next.empty.is_some_and(|empty| empty > span.end) {
            return None;
        }
        Some(Span::new(next.line.start, self.end_of(next.line)))
    }

    fn first_content(&mut self) -> usize {
        let text = self.text;
        let first = || lines(text, 0).find(|(_, line)| !is_no_content(line)).map_or(text.len(), |(at, _)| at);
        *self.first.get_or_insert_with(first)
    }

    fn next_content(&mut self, from: usize) -> NextContent {
        if let Some(next) = self.next.filter(|next| (next.from..next.line.start).contains(&from)) {
            return next;
        }
        let end = self.text.len();
        let mut next = NextContent { from, line: Span::new(end, end), empty: None };
        for (at, line) in lines(self.text, from).skip(1) {
            if !is_no_content(line) {
                next.line = Span::new(at, at + line.len());
                break;
            }
            if is_blank(line) {
                next.empty = Some(at);
            }
        }
        self.next = Some(next);
        next
    }

    /// Returns the end of a line, including the values of the keys and list items that begin on it.
    fn end_of(&mut self, line: Span) -> usize {
        if let Some((_, end)) = self.last.filter(|(last, _)| *last == line) {
            return end;
        }
        let document = self.document;
        let holders = self.holders.get_or_insert_with(|| holders(document));
        let first = holders.partition_point(|(start, _)| *start < line.start);
        let begun = holders.get(first..).unwrap_or_default().iter().take_while(|(start, _)| *start < line.end);
        let end = begun.map(|(_, end)| *end).max().unwrap_or(0).max(line.end);
        self.last = Some((line, end));
        end
    }
}

/// Collects the start of each key and list item with the end of its value.
fn holders(document: &Document) -> Vec<(usize, usize)> {
    let span = |node: NodeId| document.node(node).span();
    let mut found = Vec::new();
    let mut stack = vec![document.root()];
    while let Some(node) = stack.pop() {
        if document.node(node).kind() == NodeKind::Alias {
            continue;
        }
        for (key, value) in document.written(node) {
            found.push((span(key).start, span(value).end));
            stack.push(value);
        }
        for item in document.items(node) {
            found.push((span(*item).start, span(*item).end));
            stack.push(*item);
        }
    }
    found.sort_unstable();
    found
}

/// Iterates over the lines from a byte on, with the start of each, without line ends.
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

/// Returns whether a line is empty, a comment, or the start of a document.
fn is_no_content(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.is_empty() || line.starts_with(b"#") || line == b"---" || line == b"\xef\xbb\xbf"
}
