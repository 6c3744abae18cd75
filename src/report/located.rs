//! Diagnostics with files, lines and columns.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Label, Place, SourceText};
use crate::lint::Report;
use crate::text::{LineIndex, Position, Span};

/// A diagnostic with resolved locations.
pub(super) struct Located<'a> {
    pub diagnostic: &'a Diagnostic,
    /// The primary location.
    pub primary: WrittenLocation,
    /// Further locations.
    pub related: Vec<WrittenLocation>,
    /// The fingerprint, which stays the same for the same problem on the same line, even if the line moves.
    pub fingerprint: &'a str,
}

impl Located<'_> {
    /// Returns the name of the diagnostic's rule.
    pub(super) fn rule(&self) -> &'static str {
        self.diagnostic.rule.unwrap_or("input")
    }
}

/// A location in the form that reports need.
#[derive(Debug, Clone, Default)]
pub(super) struct WrittenLocation {
    /// The values file, as the user named it.
    pub file: Option<String>,
    /// The location's description if it is in no values file: the chart's own values, a flag.
    pub elsewhere: String,
    /// The line in that other source, if it is known.
    pub line_elsewhere: Option<usize>,
    /// Lines and columns in the file; `None` if something is missing there.
    pub region: Option<Region>,
    /// The path in the values; may be empty.
    pub path: String,
    /// A short label; may be empty.
    pub label: String,
}

/// A range of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub start: Position,
    /// The character after the last one.
    pub end: Position,
}

/// Converts spans to lines and columns, indexing each text once.
#[derive(Default)]
pub(super) struct Locator {
    indices: HashMap<*const SourceText, LineIndex>,
}

impl Locator {
    /// Returns the lines and columns of a span.
    pub(super) fn region(&mut self, source: &Arc<SourceText>, span: Span) -> Region {
        let text = source.text.as_bytes();
        let index = self.indices.entry(Arc::as_ptr(source)).or_insert_with(|| LineIndex::new(text));
        Region { start: index.position(text, span.start), end: index.position(text, span.end) }
    }

    fn location(&mut self, place: &Place, path: &str, label: &str) -> WrittenLocation {
        let mut location =
            WrittenLocation { path: path.to_owned(), label: label.to_owned(), ..WrittenLocation::default() };
        match place {
            Place::Text { source, span } => {
                location.file = Some(source.name.clone());
                location.region = Some(self.region(source, *span));
            }
            Place::File(source) => location.file = Some(source.name.clone()),
            Place::Line { name, number, .. } => {
                location.elsewhere = format!("{name}:{number}");
                location.line_elsewhere = Some(*number);
            }
            Place::Flag(flag) => location.elsewhere.clone_from(flag),
            Place::Nowhere => {}
        }
        location
    }
}

/// Returns a release's diagnostics with their locations, including suppressed ones.
pub(super) fn locate(report: &Report) -> Vec<Located<'_>> {
    let mut locator = Locator::default();
    report
        .diagnostics
        .iter()
        .zip(&report.fingerprints)
        .map(|(diagnostic, fingerprint)| {
            let primary = locator.location(&diagnostic.place, &diagnostic.path, &diagnostic.label);
            let related = diagnostic
                .related
                .iter()
                .map(|Label { place, text, path }| locator.location(place, path, text))
                .collect();
            Located { diagnostic, primary, related, fingerprint }
        })
        .collect()
}
