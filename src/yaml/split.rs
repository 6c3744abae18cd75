//! Splits a file into Helm 4's documents, at lines that begin with `---`.
//!
//! Helm 4 reads values with the YAML reader of `k8s.io/apimachinery`, which only looks at lines: a `---` at the start
//! of a line is a separator even within a quoted or block scalar. It ends every line, including the last one, with LF.

use std::borrow::Cow;

use super::error::{Result, YamlFault};
use crate::text::Span;

/// A part of a file that is read like a file.
pub(super) struct FilePart<'a> {
    /// The text as Helm passes it to go-yaml.
    pub(super) text: Cow<'a, [u8]>,
    /// The start in the file.
    start: usize,
    /// The positions before which a CR was removed.
    removed: Vec<usize>,
    /// The end in the file.
    end: usize,
}

impl<'a> FilePart<'a> {
    /// Returns a whole file, unchanged.
    pub(super) fn whole(text: &'a [u8]) -> Self {
        Self { text: Cow::Borrowed(text), start: 0, removed: Vec::new(), end: text.len() }
    }

    /// Returns whether positions in the part are the same in the file.
    pub(super) fn is_identity(&self) -> bool {
        self.start == 0 && self.removed.is_empty() && self.text.len() == self.end
    }

    /// Translates a position in the part to one in the file.
    pub(super) fn original_byte(&self, at: usize) -> usize {
        (self.start + at + self.removed.partition_point(|removed| *removed < at)).min(self.end)
    }

    /// Translates both ends of a span, see [`original_byte`](Self::original_byte).
    pub(super) fn original(&self, span: Span) -> Span {
        Span::new(self.original_byte(span.start), self.original_byte(span.end))
    }
}

/// Splits a file, up to a `---` that is followed by something other than a comment. That is an error, which Helm
/// reports after it has read the parts before it.
pub(super) fn split(text: &[u8]) -> Vec<Result<FilePart<'_>>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut empty = true;
    let mut at = 0;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let next = at + line.len();
        if let Some(rest) = line.strip_prefix(b"---") {
            if let Err(fault) = check_separator(rest, at + 3) {
                parts.push(Err(fault));
                return parts;
            }
            // The first separator stays in the part that it begins.
            if !empty {
                parts.push(Ok(part(text, start, at)));
                start = next;
                empty = true;
                at = next;
                continue;
            }
        }
        empty = false;
        at = next;
    }
    if !empty {
        parts.push(Ok(part(text, start, text.len())));
    }
    parts
}

fn check_separator(rest: &[u8], at: usize) -> Result<()> {
    let text = String::from_utf8_lossy(rest);
    let trimmed = text.trim_matches(|c: char| c.is_whitespace());
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Ok(());
    }
    let before = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let span = Span::new(at + before, at + before + rest.trim_ascii().len());
    Err(YamlFault::separator(format!("invalid Yaml document separator: {trimmed}"), span))
}

fn part(text: &[u8], start: usize, end: usize) -> FilePart<'_> {
    let piece = text.get(start..end).unwrap_or_default();
    if piece.ends_with(b"\n") && !piece.windows(2).any(|pair| pair == b"\r\n") {
        return FilePart { text: Cow::Borrowed(piece), start, removed: Vec::new(), end };
    }
    let mut normal = Vec::with_capacity(piece.len() + 1);
    let mut removed = Vec::new();
    for line in piece.split_inclusive(|byte| *byte == b'\n') {
        if let Some(line) = line.strip_suffix(b"\r\n") {
            normal.extend_from_slice(line);
            removed.push(normal.len());
        } else {
            normal.extend_from_slice(line.strip_suffix(b"\n").unwrap_or(line));
        }
        normal.push(b'\n');
    }
    FilePart { text: Cow::Owned(normal), start, removed, end }
}
