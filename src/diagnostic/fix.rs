//! What would make a finding go away, as edits of texts.

use std::sync::Arc;

use super::SourceText;
use crate::text::Span;

/// How sure it is that a fix does what the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// What the values meant stays what they mean, or becomes what they plainly meant.
    Safe,
    /// Likely right, but someone should look at it: a setting is added or chosen.
    Unsafe,
}

impl Applicability {
    /// The word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// The bytes of one place of a text, replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub source: Arc<SourceText>,
    /// The bytes to replace; empty for an insertion.
    pub span: Span,
    /// What is there afterwards.
    pub text: String,
    /// Whether `text` holds a secret or a hash, which no report may show.
    pub secret: bool,
}

/// Edits that belong together: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a request: "Quote the id".
    pub title: String,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// The edits; they do not overlap, and are sorted by text and place.
    pub edits: Vec<Edit>,
}
