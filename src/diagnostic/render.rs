//! Findings for a person: the message, the user's own line, and what to do.

use std::collections::HashMap;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Label, Place, Severity, SourceText};
use crate::text::{LineIndex, Span, visible};

/// Renders findings as colored text. The output stream removes the colors when it is not a terminal.
pub fn render<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    render_linked(diagnostics, None)
}

/// Renders findings as [`render`] does, with each rule's name as a hyperlink to the URL that `url_of` returns for it.
pub fn render_linked<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    url_of: Option<fn(&str) -> String>,
) -> String {
    let renderer = Renderer::styled();
    let mut lines = LineIndexes::default();
    let rendered: Vec<String> =
        diagnostics.into_iter().map(|one| render_one(one, &renderer, url_of, &mut lines)).collect();
    rendered.join("\n\n")
}

fn render_one(
    diagnostic: &Diagnostic,
    renderer: &Renderer,
    url_of: Option<fn(&str) -> String>,
    lines: &mut LineIndexes,
) -> String {
    let message = visible(diagnostic.fault.message());
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut title = level.primary_title(message.as_str());
    if let Some(rule) = diagnostic.rule {
        title = title.id(rule);
        if let Some(url_of) = url_of {
            title = title.id_url(url_of(rule));
        }
    }
    let primary = Label { place: diagnostic.place.clone(), text: visible(&diagnostic.label), path: String::new() };
    let related: Vec<Label> = diagnostic
        .related
        .iter()
        .map(|label| Label { place: label.place.clone(), text: visible(&label.text), path: String::new() })
        .collect();
    let mut labels = vec![(AnnotationKind::Primary, &primary)];
    labels.extend(related.iter().map(|label| (AnnotationKind::Context, label)));
    let mut group = Group::with_title(title).elements(frames(&labels, lines));
    let help = diagnostic.fault.advice().map(visible);
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The frames of the labels: one for each text, in the order in which the labels first point into it.
fn frames<'a>(labels: &[(AnnotationKind, &'a Label)], lines: &mut LineIndexes) -> Vec<Element<'a>> {
    let mut seen: Vec<&Arc<SourceText>> = Vec::new();
    let mut elements = Vec::new();
    for (kind, label) in labels {
        match &label.place {
            Place::Text { source, .. } => {
                if seen.iter().any(|seen| Arc::ptr_eq(seen, source) || ***seen == **source) {
                    continue;
                }
                seen.push(source);
                let own = labels.iter().filter_map(|(kind, label)| {
                    let span = place_in(label, source)?;
                    Some((*kind, *label, span))
                });
                elements.push(frame(&own.collect::<Vec<_>>(), source, lines.of(source)));
            }
            Place::Line { name, number, text } => elements.push(
                Snippet::source(text.as_str())
                    .path(visible(name))
                    .line_start(*number)
                    .annotation(kind.span(0..text.len()).label(said(label)))
                    .into(),
            ),
            Place::File(source) => elements.push(Origin::path(visible(&source.name)).into()),
            Place::Flag(flag) => elements.push(Origin::path(visible(flag)).into()),
            Place::Nowhere => {}
        }
    }
    elements
}

/// The lines of texts, found once for each.
#[derive(Default)]
struct LineIndexes(HashMap<*const SourceText, LineIndex>);

impl LineIndexes {
    fn of(&mut self, source: &Arc<SourceText>) -> &LineIndex {
        self.0.entry(Arc::as_ptr(source)).or_insert_with(|| LineIndex::new(source.text.as_bytes()))
    }
}

/// The longest part of a text that is shown as it is.
const LONGEST: usize = 64 * 1024;

/// The lines of the labels in one text. The renderer takes time for all the text that it gets, so it gets no other lines;
/// where even that is much, only the place is named.
fn frame<'a>(labels: &[(AnnotationKind, &'a Label, Span)], source: &'a SourceText, lines: &LineIndex) -> Element<'a> {
    let text = source.text.as_str();
    // The end of a text is on its last line, not after it.
    let line_of = |byte: usize| lines.position(text.as_bytes(), byte.min(text.len().saturating_sub(1))).line;
    let first = labels.iter().map(|(_, _, span)| span.start).min().map_or(1, line_of);
    let last = labels.iter().map(|(_, _, span)| span.end).max().map_or(1, line_of);
    let start = lines.start(first).unwrap_or(0);
    let end = lines.start(last + 1).unwrap_or(text.len());
    match text.get(start..end) {
        Some(shown) if shown.len() <= LONGEST => {
            let annotations = labels
                .iter()
                .map(|(kind, label, span)| kind.span(span.start - start..span.end - start).label(said(label)));
            Snippet::source(shown).path(visible(&source.name)).line_start(first).annotations(annotations).into()
        }
        _ => {
            let primary = labels.first().map_or(0, |(_, _, span)| span.start);
            let position = lines.position(text.as_bytes(), primary);
            Origin::path(visible(&source.name)).line(position.line).char_column(position.column).into()
        }
    }
}

/// The bytes that a label is about, if it is about this text.
fn place_in(label: &Label, wanted: &Arc<SourceText>) -> Option<Span> {
    let Place::Text { source, span } = &label.place else {
        return None;
    };
    if !Arc::ptr_eq(source, wanted) && **source != **wanted {
        return None;
    }
    let end = boundary(&source.text, span.end);
    Some(Span::new(boundary(&source.text, span.start).min(end), end))
}

/// The character boundary at or before a byte: a place inside a character is its beginning.
fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The words of a label, if it has any.
fn said(label: &Label) -> Option<&str> {
    Some(label.text.as_str()).filter(|text| !text.is_empty())
}
