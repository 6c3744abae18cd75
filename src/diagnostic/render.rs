//! Renders diagnostics for people: the message, the user's own line, and what to do.

use std::collections::HashMap;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Label, Place, Severity, SourceText};
use crate::text::{LineIndex, Span, visible, wrap};

/// The appearance of diagnostics on a terminal.
#[derive(Debug, Clone, Copy, Default)]
pub struct TerminalLook {
    /// Returns the URL of a rule's page, to which its name links; `None` if the terminal shows no hyperlinks.
    pub url_of: Option<fn(&str) -> String>,
    /// The width that texts are wrapped at, in columns; `None` for no limit.
    pub width: Option<usize>,
}

/// Renders diagnostics as colored text. The output stream strips the colors if it isn't a terminal.
pub fn render<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    render_on_terminal(diagnostics, TerminalLook::default())
}

/// Renders diagnostics as [`render`] does, for a terminal.
pub fn render_on_terminal<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, look: TerminalLook) -> String {
    let renderer = Renderer::styled();
    let renderer = look.width.map_or(renderer.clone(), |width| renderer.term_width(width));
    let mut lines = LineIndexes::default();
    let rendered: Vec<String> =
        diagnostics.into_iter().map(|one| render_one(one, &renderer, look, &mut lines)).collect();
    rendered.join("\n\n")
}

/// Wraps the title of a rendered diagnostic. The renderer would indent each line to the first word of the message,
/// which leaves little room next to a rule's name.
fn with_wrapped_title(rendered: &str, lead: &str, message: &str, width: usize) -> String {
    let wrapped = wrap(&format!("{lead}: {message}"), width, 2);
    let (title, rest) = rendered.split_at(rendered.find('\n').unwrap_or(rendered.len()));
    match wrapped.strip_prefix(lead) {
        Some(wrapped) => format!("{}{rest}", title.replacen(&format!(": {message}"), wrapped, 1)),
        None => rendered.to_owned(),
    }
}

fn render_one(diagnostic: &Diagnostic, renderer: &Renderer, look: TerminalLook, lines: &mut LineIndexes) -> String {
    let (level, name) = match diagnostic.severity {
        Severity::Error => (Level::ERROR, "error"),
        Severity::Warning => (Level::WARNING, "warning"),
        Severity::Info => (Level::INFO, "info"),
    };
    let message = visible(diagnostic.fault.message());
    let mut title = level.primary_title(message.as_str());
    if let Some(rule) = diagnostic.rule {
        title = title.id(rule);
        if let Some(url_of) = look.url_of {
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
    // The renderer indents further lines to the first word.
    let help = help.map(|help| match look.width {
        Some(width) => wrap(&help, width.saturating_sub("     = help: ".len()), 0),
        None => help,
    });
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let rendered = renderer.render(&[group]);
    let lead = diagnostic.rule.map_or_else(|| name.to_owned(), |rule| format!("{name}[{rule}]"));
    look.width.map_or_else(|| rendered.clone(), |width| with_wrapped_title(&rendered, &lead, &message, width))
}

/// Makes the frames of the labels: one per text, in the order of the labels.
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
                    .annotation(kind.span(0..text.len()).label(label_text(label)))
                    .into(),
            ),
            Place::File(source) => elements.push(Origin::path(visible(&source.name)).into()),
            Place::Flag(flag) => elements.push(Origin::path(visible(flag)).into()),
            Place::Nowhere => {}
        }
    }
    elements
}

/// Line indexes of texts, each built once.
#[derive(Default)]
struct LineIndexes(HashMap<*const SourceText, LineIndex>);

impl LineIndexes {
    fn of(&mut self, source: &Arc<SourceText>) -> &LineIndex {
        self.0.entry(Arc::as_ptr(source)).or_insert_with(|| LineIndex::new(source.text.as_bytes()))
    }
}

/// The maximum length of a part of a text that is shown, in bytes.
const MAX_SHOWN: usize = 64 * 1024;

/// Makes the frame of the labels in one text. The renderer's time grows with the text, so it gets only the lines with
/// labels; if even those are long, the frame only names the place.
fn frame<'a>(labels: &[(AnnotationKind, &'a Label, Span)], source: &'a SourceText, lines: &LineIndex) -> Element<'a> {
    let text = source.text.as_str();
    // The end of a text counts as its last line, not as the line after it.
    let line_of = |byte: usize| lines.position(text.as_bytes(), byte.min(text.len().saturating_sub(1))).line;
    let first = labels.iter().map(|(_, _, span)| span.start).min().map_or(1, line_of);
    let last = labels.iter().map(|(_, _, span)| span.end).max().map_or(1, line_of);
    let start = lines.start(first).unwrap_or(0);
    let end = lines.start(last + 1).unwrap_or(text.len());
    match text.get(start..end) {
        Some(shown) if shown.len() <= MAX_SHOWN => {
            let annotations = labels
                .iter()
                .map(|(kind, label, span)| kind.span(span.start - start..span.end - start).label(label_text(label)));
            Snippet::source(shown).path(visible(&source.name)).line_start(first).annotations(annotations).into()
        }
        _ => {
            let primary = labels.first().map_or(0, |(_, _, span)| span.start);
            let position = lines.position(text.as_bytes(), primary);
            Origin::path(visible(&source.name)).line(position.line).char_column(position.column).into()
        }
    }
}

/// Returns a label's bytes, if the label is in this text.
fn place_in(label: &Label, expected: &Arc<SourceText>) -> Option<Span> {
    let Place::Text { source, span } = &label.place else {
        return None;
    };
    if !Arc::ptr_eq(source, expected) && **source != **expected {
        return None;
    }
    let end = boundary(&source.text, span.end);
    Some(Span::new(boundary(&source.text, span.start).min(end), end))
}

/// Returns the character boundary at or before a byte, so that a place inside a character is the character's beginning.
fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Returns a label's text, unless it is empty.
fn label_text(label: &Label) -> Option<&str> {
    Some(label.text.as_str()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{TerminalLook, render_on_terminal};
    use crate::diagnostic::{Diagnostic, Fault, Place};

    #[test]
    fn wraps_titles_and_help_in_a_terminal() {
        let fault = Fault::new("the public URL is `https://localhost:30081`, the first entry of the chart's list");
        let fault = fault.help("set `authorizedUris` to your public URL first, then `http://flyteadmin:80`");
        let mut finding = Diagnostic::new(fault, Place::Flag("--set".to_owned()));
        finding.rule = Some("flyte-core-default-oidc-leftovers");
        let of = |width| {
            let look = TerminalLook { width, ..TerminalLook::default() };
            anstream::adapter::strip_str(&render_on_terminal([&finding], look)).to_string()
        };
        insta::assert_snapshot!(of(Some(60)), @"
        error[flyte-core-default-oidc-leftovers]: the public URL is
          `https://localhost:30081`, the first entry of the chart's
          list
        --> --set
         = help: set `authorizedUris` to your public URL first,
                 then `http://flyteadmin:80`
        ");
        insta::assert_snapshot!(of(None), @"
        error[flyte-core-default-oidc-leftovers]: the public URL is `https://localhost:30081`, the first entry of the chart's list
        --> --set
         = help: set `authorizedUris` to your public URL first, then `http://flyteadmin:80`
        ");
    }
}
