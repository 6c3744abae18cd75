//! Lines and indentation of a text.

use crate::text::Span;
use crate::yaml::{Document, NodeId, NodeKind, Style};

/// A text with its document and its layout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    pub(super) document: Option<&'a Document>,
    /// The line ending.
    pub(super) eol: &'static str,
    /// The indentation of a map in a map, in columns.
    pub(super) step: usize,
    /// The indentation of a list in a map, in columns.
    pub(super) list_step: usize,
}

impl<'a> Layout<'a> {
    pub(super) fn of(text: &'a str, document: Option<&'a Document>) -> Self {
        let crlf = text.find('\n').is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r')));
        let mut layout = Self { text, document, eol: if crlf { "\r\n" } else { "\n" }, step: 2, list_step: 2 };
        layout.step = layout.usual_step(NodeKind::Map).unwrap_or(2);
        layout.list_step = layout.usual_step(NodeKind::List).unwrap_or(layout.step);
        layout
    }

    /// Returns the most common indentation of maps or lists within their map.
    fn usual_step(&self, kind: NodeKind) -> Option<usize> {
        let document = self.document?;
        let mut counts = [0_usize; 9];
        let mut stack = vec![document.root()];
        while let Some(node) = stack.pop() {
            for (key, value) in document.written(node) {
                let inner = document.node(value);
                if document.target(value) != value || inner.style() != Style::Block {
                    continue;
                }
                if inner.kind() == kind {
                    let step =
                        self.column(inner.span().start).checked_sub(self.column(document.node(key).span().start));
                    if let Some(count) = step.and_then(|step| counts.get_mut(step)) {
                        *count += 1;
                    }
                }
                stack.push(value);
            }
            if document.target(node) == node {
                stack.extend(document.items(node));
            }
        }
        let (step, count) = counts.into_iter().enumerate().rev().max_by_key(|(_, count)| *count)?;
        (count > 0).then_some(step)
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        match before.rfind('\n') {
            Some(end) => end + 1,
            None if before.starts_with('\u{FEFF}') => '\u{FEFF}'.len_utf8(),
            None => 0,
        }
    }

    /// Returns the first byte of the line after the one of `at`, or the end of the text.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let after = self.text.get(at..).unwrap_or_default();
        after.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    pub(super) fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Returns the text before `at` on its line.
    pub(super) fn before(&self, at: usize) -> &'a str {
        self.text.get(self.line_start(at)..at).unwrap_or_default()
    }

    /// Returns the text after `at` on its line.
    pub(super) fn behind(&self, at: usize) -> &'a str {
        self.text.get(at..self.next_line(at)).unwrap_or_default().trim_end_matches(['\r', '\n'])
    }

    /// Returns whether only spaces precede `at` on its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.before(at).bytes().all(|byte| byte == b' ')
    }

    /// Returns whether only a comment follows `at` on its line.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        let rest = self.behind(at);
        let trimmed = rest.trim_start_matches([' ', '\t']);
        trimmed.is_empty() || (trimmed.starts_with('#') && trimmed.len() < rest.len())
    }

    /// Formats lines for insertion at `at`, which is the start of a line, or the end of a text without a final line
    /// break.
    pub(super) fn as_lines(&self, at: usize, lines: &str) -> String {
        let unfinished =
            at > 0 && !self.text.get(..at).is_some_and(|before| before.ends_with('\n') || before == "\u{FEFF}");
        if unfinished { format!("{}{lines}", self.eol) } else { format!("{lines}{}", self.eol) }
    }

    /// Returns whether these bytes contain a comment.
    pub(super) fn has_comment(&self, span: Span) -> bool {
        self.document.is_some_and(|document| {
            let comments = document.comments();
            let first = comments.partition_point(|comment| comment.span.start < span.start);
            comments.get(first).is_some_and(|comment| comment.span.start < span.end)
        })
    }

    /// Returns the start of the comment lines that belong to the line at `start`: those directly above it with its
    /// indentation, unless they are at the top of the file.
    pub(super) fn comments_above(&self, start: usize, column: usize) -> usize {
        let Some(document) = self.document else {
            return start;
        };
        let mut first = start;
        while first > 0 {
            let above = self.line_start(first - 1);
            let at = above + column;
            let is_comment = document.comments().binary_search_by_key(&at, |comment| comment.span.start).is_ok();
            if above == first || !is_comment || !self.begins_line(at) {
                break;
            }
            first = above;
        }
        let opens_file = document.span().start == self.line_start(0).min(first)
            && self.text.get(..first).is_some_and(|before| before.trim_start_matches('\u{FEFF}').trim().is_empty());
        if opens_file { start } else { first }
    }

    /// Returns the end of a node; if it is empty, of the colon or dash before it.
    pub(super) fn end_of(&self, key: Option<NodeId>, value: NodeId) -> usize {
        let Some(document) = self.document else {
            return 0;
        };
        let key = key.map_or(0, |key| document.node(key).span().end);
        document.node(value).span().end.max(key)
    }
}
