//! A fault with its place.

use std::sync::Arc;

use super::{Fault, Fix, Severity};
use crate::text::Span;

/// A text that diagnostics point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The name in messages: a path as the user gave it, or `<stdin>`.
    pub name: String,
    pub text: String,
}

/// The place of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// These bytes of a text.
    Text { source: Arc<SourceText>, span: Span },
    /// One line of a file that isn't loaded, such as a chart's own values.
    Line {
        /// The name of the file in messages.
        name: String,
        /// The line number, from 1.
        number: usize,
        /// The line's text.
        text: String,
    },
    /// A whole text, because something is missing.
    File(Arc<SourceText>),
    /// A flag's value, or a flag that was not given.
    Flag(String),
    /// A place that cannot be shown.
    Nowhere,
}

/// A place with a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub place: Place,
    /// A few words; may be empty.
    pub text: String,
    /// The path in the values; may be empty.
    pub path: String,
}

/// A problem with its place, its correction and related places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// The rule that found it, if one did.
    pub rule: Option<&'static str>,
    pub fault: Fault,
    pub place: Place,
    /// The path in the values; may be empty.
    pub path: String,
    /// A few words at the place; may be empty.
    pub label: String,
    /// Further places that contribute to the problem.
    pub related: Vec<Label>,
    /// The edits that resolve it.
    pub fix: Option<Fix>,
    /// The reason why it doesn't count, if it is suppressed.
    pub suppression: Option<Suppression>,
}

/// The reason why a finding doesn't count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suppression {
    /// A comment next to it. `reason` may be empty.
    Comment { reason: String },
    /// A baseline file that contains it.
    Baseline,
}

impl Diagnostic {
    /// Creates an error at a place.
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

    /// Returns the first byte of the place, for sorting. Diagnostics without a place come last.
    pub(crate) fn start(&self) -> usize {
        match &self.place {
            Place::Text { span, .. } => span.start,
            Place::Line { .. } | Place::File(_) | Place::Flag(_) | Place::Nowhere => usize::MAX,
        }
    }
}
