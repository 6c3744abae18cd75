//! Text that Helm silently ignores.

use super::scanner::TokenKind;
use super::tree::{Built, NodeKind, Style};
use crate::text::Span;

/// The reason why Helm stops reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DropReason {
    /// A later document (Helm 3): the text after `---`.
    LaterDocument,
    /// The text after `...`, which ends the document.
    AfterDocumentEnd,
    /// A line that begins left of the document's first line.
    Dedent,
    /// The text after the bracket that closes the outermost map.
    AfterFlowRoot,
    /// The text after a document that is a single scalar.
    AfterScalar,
}

/// A piece of text that Helm never reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadText {
    /// From its first token (the `---` of a later document) to its last character that is not blank.
    pub span: Span,
    pub reason: DropReason,
}

/// Finds the text after the first document, unless it is only blank lines, comments and markers.
pub(super) fn find_dropped(text: &[u8], built: &Built) -> Option<UnreadText> {
    let next = built.next;
    let start = next.start as usize;
    let root = built.root.and_then(|root| built.nodes.get(root.index()));
    let reason = match next.kind {
        TokenKind::StreamEnd => return None,
        TokenKind::DocumentStart | TokenKind::VersionDirective { .. } | TokenKind::TagDirective(_) => {
            DropReason::LaterDocument
        }
        TokenKind::DocumentEnd => DropReason::AfterDocumentEnd,
        _ if root.is_none_or(|root| matches!(root.kind(), NodeKind::Scalar | NodeKind::Alias)) => {
            DropReason::AfterScalar
        }
        _ if root.is_some_and(|root| root.style() == Style::Flow) => DropReason::AfterFlowRoot,
        _ => DropReason::Dedent,
    };
    let rest = text.get(start..)?;
    let by_marker = matches!(reason, DropReason::LaterDocument | DropReason::AfterDocumentEnd);
    if by_marker && rest.split(|byte| matches!(byte, b'\n' | b'\r')).all(is_insignificant) {
        return None;
    }
    Some(UnreadText { span: Span::new(start, start + rest.trim_ascii_end().len()), reason })
}

/// Returns whether a line is blank, a comment or a marker.
fn is_insignificant(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"---").or_else(|| line.strip_prefix(b"...")).unwrap_or(line).trim_ascii();
    line.is_empty() || line.starts_with(b"#")
}
