//! The report for GitLab's code quality.
//!
//! Source: GitLab's documentation "Code Quality", section "Code Quality report format".

use std::fmt::Write as _;

use serde_json::json;

use super::located::locate;
use super::{Renderer, Summary};
use crate::diagnostic::Severity;
use crate::lint::Report;
use crate::text::{visible, visible_json};

/// Writes one JSON array.
#[derive(Default)]
pub(super) struct Gitlab {
    has_findings: bool,
}

impl Renderer for Gitlab {
    fn start(&mut self) -> String {
        "[".to_owned()
    }

    fn release(&mut self, report: &Report) -> String {
        let mut text = String::new();
        for found in locate(report) {
            let diagnostic = found.diagnostic;
            if diagnostic.suppression.is_some() {
                continue;
            }
            let mut description = visible(diagnostic.fault.message());
            if let Some(help) = diagnostic.fault.advice() {
                let _ = write!(description, " ({})", visible(help));
            }
            let file = found.primary.file.as_ref().or(report.files.last());
            let path = file.map_or("values", |file| file.strip_prefix("./").unwrap_or(file));
            let line = found.primary.region.map_or(1, |region| region.start.line);
            let issue = json!({
                "type": "issue",
                "check_name": found.rule(),
                "description": description,
                "severity": match diagnostic.severity {
                    Severity::Error => "critical",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                "fingerprint": found.fingerprint,
                "location": {"path": path, "lines": {"begin": line}},
            });
            text.push_str(if self.has_findings { ",\n" } else { "\n" });
            self.has_findings = true;
            text.push_str(&visible_json(&issue.to_string()));
        }
        text
    }

    fn finish(&mut self, _: &Summary) -> String {
        if self.has_findings { "\n]\n" } else { "]\n" }.to_owned()
    }
}
