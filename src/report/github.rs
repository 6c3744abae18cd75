//! The report for GitHub Actions: workflow commands, which become annotations of lines.
//!
//! Source: GitHub's documentation "Workflow commands"; escaping as in `@actions/core`.

use std::fmt::Write as _;

use super::located::locate;
use super::{Renderer, Summary};
use crate::diagnostic::Severity;
use crate::lint::{Report, url};
use crate::text::visible;

/// Writes `::error file=…,line=…::message`.
pub(super) struct Github;

impl Renderer for Github {
    fn release(&mut self, report: &Report) -> String {
        let mut text = String::new();
        for found in locate(report) {
            let diagnostic = found.diagnostic;
            if diagnostic.suppression.is_some() {
                continue;
            }
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            let mut properties = Vec::new();
            // GitHub attaches an annotation without a file to the workflow.
            if let Some(file) = found.primary.file.as_ref().or(report.files.last()) {
                properties.push(format!("file={}", property(&visible(file))));
            }
            if let Some(region) = found.primary.region {
                properties.push(format!("line={}", region.start.line));
                // GitHub shows columns only if a finding is within one line.
                if region.start.line == region.end.line {
                    properties.push(format!("col={}", region.start.column));
                    let last = region.end.column.saturating_sub(1);
                    properties.push(format!("endColumn={}", last.max(region.start.column)));
                } else {
                    properties.push(format!("endLine={}", region.end.line));
                }
            }
            properties.push(format!("title={}", property(found.rule())));
            let mut message = visible(diagnostic.fault.message());
            if found.primary.file.is_none() && !found.primary.elsewhere.is_empty() {
                let _ = write!(message, "\n({})", visible(&found.primary.elsewhere));
            }
            for related in &found.related {
                let place = match (&related.file, related.region) {
                    (Some(file), Some(region)) => {
                        format!("{}:{}", visible(file), region.start.line)
                    }
                    (Some(file), None) => visible(file),
                    (None, _) => visible(&related.elsewhere),
                };
                let _ = write!(message, "\n{place}: {}", visible(&related.label));
            }
            if let Some(help) = diagnostic.fault.advice() {
                let _ = write!(message, "\nhelp: {}", visible(help));
            }
            let _ = write!(message, "\n{}", url(found.rule()));
            let _ = writeln!(text, "::{command} {}::{}", properties.join(","), data(&message));
        }
        text
    }

    fn finish(&mut self, _: &Summary) -> String {
        String::new()
    }
}

/// Escapes a command's text.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
