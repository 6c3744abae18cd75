//! Turns findings in values into diagnostics with positions in texts.

use std::sync::Arc;

use super::finding::{Finding, ValueRef};
use super::fixes::fixes;
use super::target::LintTarget;
use crate::chart::{CHART_VERSION, DEFAULT_CLIENT_SECRET};
use crate::diagnostic::{Diagnostic, Fix, Label, Place, SourceText};
use crate::file::shown_name;
use crate::redact::{KnownSecrets, covered, redact_at, streams_covered};
use crate::text::Span;
use crate::values::{Kind, Origin, Path, SourceId, SourceKind, Step, Value, style_of, write_scalar};

/// Returns a diagnostic for each finding.
pub(super) fn diagnostics(findings: &[Finding], target: LintTarget<'_>) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return Vec::new();
    }
    let places = Places {
        target,
        secrets: KnownSecrets::of(&target.layered().values, &[DEFAULT_CLIENT_SECRET]),
        texts: target
            .layered()
            .sources
            .iter()
            .zip(0..)
            .map(|(source, number)| {
                let text = match source.kind {
                    SourceKind::File => shown(&crate::text::text_of(&source.text), SourceId(number), target),
                    SourceKind::Flag => String::new(),
                };
                Arc::new(SourceText { name: shown_name(&source.name).to_owned(), text })
            })
            .collect(),
    };
    let fixes = fixes(findings, target, &places.texts);
    let with_fix = |(finding, fix): (&Finding, Option<Fix>)| {
        let fix = fix.map(|fix| Fix { title: places.secrets.hide(&fix.title).unwrap_or(fix.title), ..fix });
        Diagnostic { fix, ..places.diagnostic(finding) }
    };
    findings.iter().zip(fixes).map(with_fix).collect()
}

/// Returns a text with its secrets covered.
fn shown(text: &str, id: SourceId, target: LintTarget<'_>) -> String {
    match target.layered().files.iter().find(|(source, _)| *source == id) {
        Some((_, stream)) => streams_covered(text, stream),
        None => covered(text),
    }
}

struct Places<'a> {
    target: LintTarget<'a>,
    /// Secrets that messages must not quote.
    secrets: KnownSecrets,
    /// The texts of the sources, with secrets covered.
    texts: Vec<Arc<SourceText>>,
}

impl Places<'_> {
    fn diagnostic(&self, finding: &Finding) -> Diagnostic {
        let hide = |text: &str| self.secrets.hide(text);
        let mut diagnostic = Diagnostic::new(finding.fault.clone().rewritten(hide), self.place(&finding.site));
        diagnostic.severity = finding.severity;
        diagnostic.rule = Some(finding.rule.name);
        diagnostic.path = finding.site.path.to_string();
        diagnostic.label = hide(&finding.label).unwrap_or_else(|| finding.label.clone());
        if diagnostic.label.is_empty() && !finding.site.present && !finding.site.path.0.is_empty() {
            diagnostic.label = format!("`{}` is not set", finding.site.path);
        }
        diagnostic.related = finding
            .related
            .iter()
            .map(|related| Label {
                place: self.place(&related.site),
                text: hide(&related.text).unwrap_or_else(|| related.text.clone()),
                path: related.site.path.to_string(),
            })
            .filter(|label| label.place != Place::Nowhere)
            .collect();
        diagnostic
    }

    fn place(&self, site: &ValueRef) -> Place {
        match &site.origin {
            Some(Origin::File { source, span }) => match self.key_of_block_list(site) {
                Some(Origin::File { source, span }) => self.text(*source, *span),
                _ => self.text(*source, *span),
            },
            Some(Origin::Flag { source }) => self
                .target
                .layered()
                .sources
                .get(*source)
                .map_or(Place::Nowhere, |source| Place::Flag(format!("{} {}", source.name, site.path))),
            Some(Origin::ChartDefault { line }) => self.default_line(site, *line),
            Some(Origin::Template { file }) => match self.target {
                LintTarget::Release(release) => {
                    Place::Flag(format!("{} {CHART_VERSION}: {file}", release.chart().name()))
                }
                LintTarget::ClientConfig(_) | LintTarget::Unchecked(_) => Place::Nowhere,
            },
            Some(Origin::Assumed) => Place::Nowhere,
            Some(Origin::FlyteDefault) => Place::Flag(format!("Flyte's own default of {}", site.path)),
            None => self.texts.first().map_or(Place::Nowhere, |text| Place::File(Arc::clone(text))),
        }
    }

    /// Returns the position of a list's key if the list has one item per line: its first item is not the problem.
    fn key_of_block_list(&self, site: &ValueRef) -> Option<&Origin> {
        let (Step::Key(key), parent) = site.path.0.split_last()? else { return None };
        let parent = Path(parent.to_vec());
        let entry = parent.find_in(&self.target.layered().values)?.as_map()?.get(&**key)?;
        let Origin::File { source, span } = &entry.value.origin else { return None };
        let text = &self.texts.get(source.0 as usize)?.text;
        let is_block = entry.value.as_list().is_some() && text.get(span.range())?.starts_with('-');
        (is_block && site.origin.as_ref() == Some(&entry.value.origin)).then_some(&entry.key_origin)
    }

    /// Returns the place of a span, up to the end of its first line.
    fn text(&self, source: SourceId, span: Span) -> Place {
        let Some(text) = self.texts.get(source.0 as usize) else {
            return Place::Nowhere;
        };
        let shown = text.text.get(span.range()).unwrap_or_default();
        let length = shown.find(['\n', '\r']).unwrap_or(span.end.saturating_sub(span.start));
        Place::Text { source: Arc::clone(text), span: Span::new(span.start, span.start + length) }
    }

    /// Returns the place of a line in the chart's own values, whose text is not available.
    fn default_line(&self, site: &ValueRef, line: Option<u32>) -> Place {
        let LintTarget::Release(release) = self.target else {
            return Place::Nowhere;
        };
        let chart = release.chart().name();
        let name = match release.own_chart() {
            Some(own) if !own.name.is_empty() => format!("{}: values.yaml", own.name),
            _ => format!("{chart} {CHART_VERSION}: values.yaml"),
        };
        let value = release.model.as_ref().and_then(|model| {
            // The line is that of the list for an item, too.
            let steps = site.path.0.iter().skip(usize::from(release.subchart().is_some()));
            let keys = steps.map_while(|step| match step {
                Step::Key(key) => Some(&**key),
                Step::Index(_) => None,
            });
            model.values.at(&keys.collect::<Vec<&str>>())
        });
        let key = site.path.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.clone()),
            Step::Index(_) => None,
        });
        match (line, key) {
            (Some(line), Some(key)) => {
                let mut text = format!("{key}:");
                // The defaults of the public charts are public; a chart of the user may hold secrets.
                let own = release.own_chart().is_some();
                let value = value.map(|value| if own { redact_at(&key, value) } else { value.clone() });
                if let Some(shown) = value.as_ref().and_then(on_a_line) {
                    text.push(' ');
                    text.push_str(&shown);
                }
                Place::Line { name, number: line as usize, text }
            }
            _ => Place::Flag(format!("{name}: {}", site.path)),
        }
    }
}

/// Formats a scalar, or a list of scalars, on one line.
fn on_a_line(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Map(_) | Kind::Unknown(_) => None,
        Kind::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(on_a_line).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Kind::String(text) => {
            let mut written = String::new();
            write_scalar(&mut written, text, style_of(text, false), 0, false);
            Some(written)
        }
        Kind::Null => Some("null".to_owned()),
        Kind::Bool(yes) => Some(yes.to_string()),
        Kind::Int(number) => Some(number.to_string()),
        Kind::Float(number) => Some(number.to_string()),
    }
}
