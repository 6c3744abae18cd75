//! The report for programs: JSON with a version and a schema. The findings precede the summary, so that the report can
//! be written while the run continues.

use serde::Serialize;

use super::json_model::{Counts, ReportFinding, ReportFix, ReportLocation, Tool};
use super::located::{Located, Region, locate};
use super::{Renderer, Summary, located};
use crate::lint::{Report, url};
use crate::text::{visible, visible_json};

/// Writes one JSON object.
#[derive(Default)]
pub(super) struct Json {
    has_findings: bool,
}

impl Renderer for Json {
    fn start(&mut self) -> String {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        format!("{{\"version\":1,\"tool\":{},\"findings\":[", text(&tool))
    }

    fn release(&mut self, report: &Report) -> String {
        let mut all = String::new();
        for found in locate(report) {
            if found.diagnostic.suppression.is_some() {
                continue;
            }
            all.push_str(if self.has_findings { ",\n" } else { "\n" });
            self.has_findings = true;
            all.push_str(&text(&finding(&found, report)));
        }
        all
    }

    fn finish(&mut self, summary: &Summary) -> String {
        let counts = Counts {
            error: summary.errors,
            warning: summary.warnings,
            info: summary.infos,
            suppressed: summary.suppressed(),
            files: summary.files,
            failed: summary.failed,
            not_checked: summary.unchecked.len(),
        };
        let end = if self.has_findings { "\n" } else { "" };
        format!("{end}],\"summary\":{}}}\n", text(&counts))
    }
}

/// Serializing structs of texts and numbers cannot fail.
fn text(value: &impl Serialize) -> String {
    visible_json(&serde_json::to_string(value).unwrap_or_default())
}

fn finding(found: &Located<'_>, report: &Report) -> ReportFinding {
    let diagnostic = found.diagnostic;
    let mut locations = vec![location(&found.primary, true)];
    locations.extend(found.related.iter().map(|place| location(place, false)));
    ReportFinding {
        rule: found.rule(),
        severity: diagnostic.severity.word(),
        message: visible(diagnostic.fault.message()),
        help: diagnostic.fault.advice().map(visible),
        url: url(found.rule()),
        fingerprint: found.fingerprint.to_owned(),
        release: report.layered_title().as_deref().map(visible),
        locations,
        fix: diagnostic
            .fix
            .as_ref()
            .map(|fix| ReportFix { title: visible(&fix.title), applicability: fix.applicability.name() }),
    }
}

fn location(place: &located::WrittenLocation, primary: bool) -> ReportLocation {
    let not_empty = |text: &str| Some(visible(text)).filter(|text| !text.is_empty());
    let region = place.region;
    ReportLocation {
        file: place.file.clone(),
        elsewhere: not_empty(&place.elsewhere),
        path: visible(&place.path),
        line: region.map(|region| region.start.line).or(place.line_elsewhere),
        column: region.map(|region| region.start.column),
        end_line: region.map(|Region { end, .. }| end.line),
        end_column: region.map(|Region { end, .. }| end.column),
        label: not_empty(&place.label),
        primary,
    }
}
