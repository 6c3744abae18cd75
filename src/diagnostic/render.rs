//! Findings for a person: the message, the user's own line, and what to do.

use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Label, Place, Severity, SourceText};
use crate::text::visible;

/// Renders findings as coloured text; a stream that is no terminal takes the colours out again.
pub fn render<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let renderer = Renderer::styled();
    let rendered: Vec<String> = diagnostics.into_iter().map(|diagnostic| one(diagnostic, &renderer)).collect();
    rendered.join("\n\n")
}

fn one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let message = visible(diagnostic.fault.message());
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut title = level.primary_title(message.as_str());
    if let Some(rule) = diagnostic.rule {
        title = title.id(rule);
    }
    let primary = Label { place: diagnostic.place.clone(), text: visible(&diagnostic.label), path: String::new() };
    let related: Vec<Label> = diagnostic
        .related
        .iter()
        .map(|label| Label { place: label.place.clone(), text: visible(&label.text), path: String::new() })
        .collect();
    let mut labels = vec![(AnnotationKind::Primary, &primary)];
    labels.extend(related.iter().map(|label| (AnnotationKind::Context, label)));
    let mut group = Group::with_title(title).elements(frames(&labels));
    let help = diagnostic.fault.advice().map(visible);
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The frames of the labels: one for each text, in the order in which the labels first point into it.
fn frames<'a>(labels: &[(AnnotationKind, &'a Label)]) -> Vec<Element<'a>> {
    let mut seen: Vec<&Arc<SourceText>> = Vec::new();
    let mut elements = Vec::new();
    for (kind, label) in labels {
        match &label.place {
            Place::Text { source, .. } => {
                if seen.contains(&source) {
                    continue;
                }
                seen.push(source);
                let annotations = labels.iter().filter_map(|(kind, label)| annotation(*kind, label, source));
                elements.push(
                    Snippet::source(source.text.as_str()).path(visible(&source.name)).annotations(annotations).into(),
                );
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

fn annotation<'a>(kind: AnnotationKind, label: &'a Label, wanted: &SourceText) -> Option<Annotation<'a>> {
    let Place::Text { source, span } = &label.place else {
        return None;
    };
    if **source != *wanted {
        return None;
    }
    let end = boundary(&source.text, span.end);
    let start = boundary(&source.text, span.start).min(end);
    Some(kind.span(start..end).label(said(label)))
}

/// The words of a label, if it has any.
fn said(label: &Label) -> Option<&str> {
    Some(label.text.as_str()).filter(|text| !text.is_empty())
}

/// The character boundary at or before a byte: a place inside a character is its beginning.
fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
