//! Fixes: edits of texts that resolve a finding.

use std::sync::Arc;

use super::SourceText;
use crate::text::Span;

/// How certain it is that a fix does what the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// The fix keeps the values' meaning, or establishes the one that was plainly intended.
    Safe,
    /// The fix is probably right, but should be reviewed: it adds or chooses a setting.
    Unsafe,
}

impl Applicability {
    /// Returns the word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A replacement of some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub source: Arc<SourceText>,
    /// The bytes to replace; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: String,
    /// Whether `text` contains a secret or a hash, which no report may show.
    pub secret: bool,
}

/// Edits that are applied together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The fix in the imperative: "Quote the id".
    pub title: String,
    pub applicability: Applicability,
    /// The edits, which don't overlap and are sorted by text and place.
    pub edits: Vec<Edit>,
}
