//! A fault and its place.

use std::sync::Arc;

use super::{Fault, Fix, Severity};
use crate::text::Span;

/// A text that findings point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// How messages call it: a path as it was given, or `<stdin>`.
    pub name: String,
    pub text: String,
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At these bytes of a text.
    Text { source: Arc<SourceText>, span: Span },
    /// One line of a file that is not at hand, such as a chart's own values.
    Line {
        /// How messages call the file.
        name: String,
        /// The line's number, from 1.
        number: usize,
        /// What is there.
        text: String,
    },
    /// In a text, but at no place in it: something is missing.
    File(Arc<SourceText>),
    /// In the value of a flag, or in a flag that was not given.
    Flag(String),
    /// Nowhere that could be shown.
    Nowhere,
}

/// A place and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub place: Place,
    /// A few words; may be empty.
    pub text: String,
    /// The path in the values; may be empty.
    pub path: String,
}

/// Something wrong, where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The rule that found it, if one did.
    pub rule: Option<&'static str>,
    pub fault: Fault,
    pub place: Place,
    /// The path in the values; may be empty.
    pub path: String,
    /// A few words at that place; may be empty.
    pub label: String,
    /// The other ends of what does not fit together.
    pub related: Vec<Label>,
    /// What would make it go away.
    pub fix: Option<Fix>,
    /// Who said that it does not count, if someone did.
    pub suppression: Option<Suppression>,
}

/// Why a finding does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suppression {
    /// A comment next to it, with the reason that it gives; may be empty.
    Comment { reason: String },
    /// A baseline file that lists it.
    Baseline,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn new(fault: Fault, place: Place) -> Self {
        Self {
            severity: Severity::Error,
            rule: None,
            fault,
            place,
            path: String::new(),
            label: String::new(),
            related: Vec::new(),
            fix: None,
            suppression: None,
        }
    }

    /// The first byte of its place, to sort by; what has no place comes last.
    pub(crate) fn start(&self) -> usize {
        match &self.place {
            Place::Text { span, .. } => span.start,
            Place::Line { .. } | Place::File(_) | Place::Flag(_) | Place::Nowhere => usize::MAX,
        }
    }
}
