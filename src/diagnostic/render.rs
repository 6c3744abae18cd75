//! Findings for a person: the message, the user's own line, and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, visible};

/// Renders findings as coloured text; a stream that is no terminal takes the colours out again.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    let renderer = Renderer::styled();
    let rendered: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| one(diagnostic, &renderer))
        .collect();
    rendered.join("\n\n")
}

fn one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let message = visible(diagnostic.fault.message());
    let title = Level::ERROR.primary_title(message.as_str());
    let mut group = match &diagnostic.place {
        Place::Text { source, span } => {
            let end = boundary(&source.text, span.end);
            let start = boundary(&source.text, span.start).min(end);
            Group::with_title(title).element(
                Snippet::source(source.text.as_str())
                    .path(source.name.as_str())
                    .annotation(AnnotationKind::Primary.span(start..end)),
            )
        }
        Place::File(source) => Group::with_title(title).element(Origin::path(source.name.as_str())),
        Place::Flag(flag) => Group::with_title(title).element(Origin::path(flag.as_str())),
        Place::Nowhere => Group::with_title(title),
    };
    let help = diagnostic.fault.advice().map(visible);
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The character boundary at or before a byte: a place inside a character is its beginning.
fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
