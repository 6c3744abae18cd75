//! Text that Helm never reads, and says nothing about.

use super::scanner::TokenKind;
use super::tree::{Built, NodeKind, Style};
use crate::text::Span;

/// Why Helm stops reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DropReason {
    /// A later document (Helm 3): what is after `---`.
    LaterDocument,
    /// Behind `...`, which ends the document.
    AfterDocumentEnd,
    /// A line that begins left of the document's first line.
    Dedent,
    /// Behind the bracket that closes the document's outermost map.
    AfterFlowRoot,
    /// Behind a document that is one scalar.
    AfterScalar,
}

/// A piece of text that Helm never reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadText {
    /// From its first token (of a later document its `---`) to the last character that is not blank.
    pub span: Span,
    pub reason: DropReason,
}

/// What of `text` is after its first document; blank lines, comments and bare markers are nothing to speak of.
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
    if by_marker && rest.split(|byte| matches!(byte, b'\n' | b'\r')).all(says_nothing) {
        return None;
    }
    Some(UnreadText { span: Span::new(start, start + rest.trim_ascii_end().len()), reason })
}

/// Whether a line is blank, a comment or a marker.
fn says_nothing(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"---").or_else(|| line.strip_prefix(b"...")).unwrap_or(line).trim_ascii();
    line.is_empty() || line.starts_with(b"#")
}
