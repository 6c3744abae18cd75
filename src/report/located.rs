//! Diagnostics with files, lines and columns.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Label, Place, SourceText};
use crate::lint::Report;
use crate::text::{LineIndex, Position, Span};

/// A diagnostic that knows its lines.
pub(super) struct Located<'a> {
    pub diagnostic: &'a Diagnostic,
    /// Where it is.
    pub primary: WrittenLocation,
    /// The other ends.
    pub related: Vec<WrittenLocation>,
    /// The same for the same fault at the same line, wherever the line has moved to.
    pub fingerprint: &'a str,
}

impl Located<'_> {
    /// The name of its rule.
    pub(super) fn rule(&self) -> &'static str {
        self.diagnostic.rule.unwrap_or("input")
    }
}

/// A place as reports write it.
#[derive(Debug, Clone, Default)]
pub(super) struct WrittenLocation {
    /// The values file, as it was given.
    pub file: Option<String>,
    /// What it is where it is not a values file: the chart's own values, a flag.
    pub elsewhere: String,
    /// The line there, if that is known.
    pub line_elsewhere: Option<usize>,
    /// Lines and columns in the file; none where something is missing.
    pub region: Option<Region>,
    /// The path in the values; may be empty.
    pub path: String,
    /// A few words; may be empty.
    pub label: String,
}

/// From a character up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// The first character.
    pub start: Position,
    /// The character after the last one.
    pub end: Position,
}

/// Finds lines and columns, counting the lines of each text once.
#[derive(Default)]
pub(super) struct Locator {
    indices: HashMap<*const SourceText, LineIndex>,
}

impl Locator {
    /// The lines and columns of a span.
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

/// The diagnostics of a release with their lines, suppressed ones, too.
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
