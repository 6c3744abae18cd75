//! The report for CI systems that show tests: `JUnit` XML. A release is a test suite, and a finding is a failed test. A
//! release without findings has one test that passes.
//!
//! Source: the schema `junit-10.xsd` that Jenkins publishes.

use std::fmt::Write as _;

use super::located::{Located, locate};
use super::{Renderer, Summary};
use crate::diagnostic::Severity;
use crate::lint::Report;
use crate::text::visible;

/// Writes one XML document.
#[derive(Default)]
pub(super) struct Junit {
    suites: usize,
}

impl Renderer for Junit {
    fn start(&mut self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"flyte-auth\">\n".to_owned()
    }

    fn release(&mut self, report: &Report) -> String {
        self.suites += 1;
        let found: Vec<Located<'_>> =
            locate(report).into_iter().filter(|found| found.diagnostic.suppression.is_none()).collect();
        // A note is not a failure.
        let failures = found.iter().filter(|found| found.diagnostic.severity > Severity::Info).count();
        let name = match report.files.as_slice() {
            [] => format!("release {}", self.suites),
            _ => report.title(),
        };
        let name = escape(&name);
        let mut text = format!(
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n",
            found.len().max(1)
        );
        for one in &found {
            text.push_str(&case(one, &name));
        }
        if found.is_empty() {
            let _ = writeln!(text, "    <testcase name=\"lint\" classname=\"{name}\" />");
        }
        text.push_str("  </testsuite>\n");
        text
    }

    fn finish(&mut self, _: &Summary) -> String {
        "</testsuites>\n".to_owned()
    }
}

fn case(found: &Located<'_>, suite: &str) -> String {
    let diagnostic = found.diagnostic;
    let place = match (&found.primary.file, found.primary.region) {
        (Some(file), Some(region)) => {
            format!("{file}:{}:{}", region.start.line, region.start.column)
        }
        (Some(file), None) => file.clone(),
        (None, _) => found.primary.elsewhere.clone(),
    };
    let message = escape(diagnostic.fault.message());
    let mut body = escape(&place);
    if let Some(help) = diagnostic.fault.advice() {
        let _ = write!(body, "\nhelp: {}", escape(help));
    }
    let name = escape(&format!("{} {place}", found.rule()));
    let inside = match diagnostic.severity {
        Severity::Info => format!("<system-out>{message}\n{body}</system-out>"),
        severity => format!("<failure type=\"{severity}\" message=\"{message}\">{body}</failure>"),
    };
    format!("    <testcase name=\"{name}\" classname=\"{suite}\">{inside}</testcase>\n")
}

/// Escapes text for an element or an attribute. Characters that XML 1.0 forbids are made visible.
fn escape(text: &str) -> String {
    visible(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
