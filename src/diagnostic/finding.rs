//! A fault and its place.

use std::sync::Arc;

use super::Fault;
use crate::yaml::Span;

/// A text that findings point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// How messages call it: a path as it was given, or `<stdin>`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At these bytes of a text.
    Text {
        /// The text.
        source: Arc<SourceText>,
        /// The bytes.
        span: Span,
    },
    /// In a text, but at no place in it: something is missing.
    File(Arc<SourceText>),
    /// In the value of a flag, or in a flag that was not given.
    Flag(String),
    /// Nowhere that could be shown.
    Nowhere,
}

/// Something wrong, where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub place: Place,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn new(fault: Fault, place: Place) -> Self {
        Self { fault, place }
    }

    /// The first byte of its place, to sort by; what has no place comes last.
    pub(crate) fn start(&self) -> usize {
        match &self.place {
            Place::Text { span, .. } => span.start,
            Place::File(_) | Place::Flag(_) | Place::Nowhere => usize::MAX,
        }
    }
}
