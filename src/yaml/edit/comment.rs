//! Edits of words in comments.

use super::layout::Layout;
use super::{EditError, TextEdit};
use crate::text::Span;

/// Replaces a word in a comment, or removes it from its brackets. Also returns the comment.
pub(super) fn reword(layout: &Layout<'_>, word: Span, text: &str) -> Result<(TextEdit, Span), EditError> {
    let gone = || EditError::Missing("the comment".to_owned());
    let document = layout.document.ok_or_else(gone)?;
    let comments = document.comments();
    let begun = comments.partition_point(|comment| comment.span.start < word.start);
    let comment = begun.checked_sub(1).and_then(|last| comments.get(last)).map(|comment| comment.span);
    let comment = comment.filter(|comment| word.end <= comment.end).ok_or_else(gone)?;
    if !text.is_empty() {
        return Ok((TextEdit::new(word, text), comment));
    }
    let before = layout.text.get(comment.start..word.start).ok_or_else(gone)?;
    let behind = layout.text.get(word.end..comment.end).ok_or_else(gone)?;
    let (left, right) = (before.trim_end(), behind.trim_start());
    let span = if right.starts_with(',') {
        let rest = right.trim_start_matches(',').trim_start();
        Span::new(word.start, comment.end - rest.len())
    } else if let Some(left) = left.strip_suffix(',') {
        Span::new(comment.start + left.trim_end().len(), word.end)
    } else if layout.begins_line(comment.start) {
        Span::new(layout.line_start(comment.start), layout.next_line(comment.end))
    } else {
        let value = layout.before(comment.start).trim_end();
        Span::new(layout.line_start(comment.start) + value.len(), comment.end)
    };
    Ok((TextEdit::delete(span), comment))
}
