//! The report for code scanning: SARIF 2.1.0 (OASIS standard of 27 March 2020; § refers to its sections).
//!
//! GitHub requires that regions count from 1 and in code points (`columnKind`), that addresses are relative to the
//! current directory, that all rules are described, and that `results` is present even if it is empty.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::located::{Located, Locator, Region, WrittenLocation, locate};
use super::sarif_fix::fix;
use super::{Renderer, Summary};
use crate::diagnostic::{Severity, Suppression};
use crate::lint::{ALL, Report, Rule, url};
use crate::text::{visible, visible_json};

/// Writes one log with one run.
#[derive(Default)]
pub(super) struct Sarif {
    has_results: bool,
}

impl Renderer for Sarif {
    fn start(&mut self) -> String {
        let driver = json!({
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": ALL.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
        });
        // § 3.13.3, § 3.14: members may be in any order, so the results can be written while the run continues.
        format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )
    }

    fn release(&mut self, report: &Report) -> String {
        let mut locator = Locator::default();
        let mut text = String::new();
        for found in locate(report) {
            text.push_str(if self.has_results { ",\n" } else { "\n" });
            self.has_results = true;
            let result = result(&found, report, &mut locator);
            text.push_str(&visible_json(&result.to_string()));
        }
        text
    }

    fn finish(&mut self, summary: &Summary) -> String {
        let invocation = json!({"executionSuccessful": summary.failed == 0});
        format!("\n],\"invocations\":[{invocation}]}}]}}\n")
    }
}

/// Describes a rule (§ 3.49).
fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": format!("{}.", rule.summary)},
        "help": {
            "text": format!("{}. {}", rule.summary, rule.remedy),
            "markdown": crate::lint::Page(rule.page).shown(),
        },
        "helpUri": url(rule.name),
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": ["flyte", "helm", "authentication"]},
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Converts a finding (§ 3.27).
fn result(found: &Located<'_>, report: &Report, locator: &mut Locator) -> Value {
    let diagnostic = found.diagnostic;
    let mut message = visible(diagnostic.fault.message());
    if let Some(help) = diagnostic.fault.advice() {
        let _ = write!(message, "\n{}", visible(help));
    }
    let mut result = json!({
        "ruleId": found.rule(),
        "level": level(diagnostic.severity),
        "message": {"text": message},
        "locations": [location(&found.primary, report)],
        "partialFingerprints": {"flyteAuth/v1": found.fingerprint},
    });
    let Some(object) = result.as_object_mut() else {
        return result;
    };
    let index = ALL.iter().position(|rule| Some(rule.name) == diagnostic.rule);
    if let Some(index) = index {
        object.insert("ruleIndex".to_owned(), index.into());
    }
    let related: Vec<Value> = found
        .related
        .iter()
        .filter(|place| place.file.is_some())
        .enumerate()
        .map(|(id, place)| {
            let mut related = location(place, report);
            if let Some(object) = related.as_object_mut() {
                object.insert("id".to_owned(), id.into());
                object.insert("message".to_owned(), json!({"text": words(&place.label)}));
            }
            related
        })
        .collect();
    if !related.is_empty() {
        object.insert("relatedLocations".to_owned(), related.into());
    }
    if let Some(fix) = diagnostic.fix.as_ref().and_then(|found| fix(found, locator)) {
        object.insert("fixes".to_owned(), json!([fix]));
    }
    if let Some(release) = report.layered_title() {
        object.insert("properties".to_owned(), json!({"release": visible(&release)}));
    }
    if let Some(suppression) = &diagnostic.suppression {
        object.insert("suppressions".to_owned(), json!([suppressed(suppression)]));
    }
    result
}

/// Converts a suppression (§ 3.35): in the file itself, or in the baseline.
fn suppressed(suppression: &Suppression) -> Value {
    match suppression {
        Suppression::Comment { reason } if reason.is_empty() => json!({"kind": "inSource"}),
        Suppression::Comment { reason } => {
            json!({"kind": "inSource", "justification": visible(reason)})
        }
        Suppression::Baseline => {
            json!({"kind": "external", "justification": "listed in the baseline"})
        }
    }
}

/// Converts a location (§ 3.28). One that is in no file of the user is reported in the release's last file.
fn location(place: &WrittenLocation, report: &Report) -> Value {
    let file = place.file.as_ref().or(report.files.last());
    let mut physical = json!({"artifactLocation": {"uri": uri(file.map_or("values.yaml", String::as_str))}});
    if let (Some(region), Some(object)) = (place.region, physical.as_object_mut()) {
        object.insert("region".to_owned(), self::region(region));
    }
    let mut location = json!({"physicalLocation": physical});
    if let Some(object) = location.as_object_mut() {
        if !place.path.is_empty() {
            let name = json!([{"fullyQualifiedName": visible(&place.path), "kind": "member"}]);
            object.insert("logicalLocations".to_owned(), name);
        }
        let words = if place.file.is_none() { &place.elsewhere } else { &place.label };
        if !words.is_empty() {
            object.insert("message".to_owned(), json!({"text": visible(words)}));
        }
    }
    location
}

/// Converts a region (§ 3.30): lines and columns from 1, the end column after the last character.
pub(super) fn region(region: Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    })
}

fn words(label: &str) -> String {
    if label.is_empty() { "the other end".to_owned() } else { visible(label) }
}

/// Returns a file's URI (§ 3.4.3, RFC 3986), relative to the current directory, or absolute for a file elsewhere.
pub(super) fn uri(file: &str) -> String {
    let here = std::env::current_dir().ok();
    let path = std::path::Path::new(file);
    let relative = here.as_deref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    if relative.is_absolute()
        && let Ok(url) = url::Url::from_file_path(relative)
    {
        return url.to_string();
    }
    let text = relative.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    encode(text)
}

/// Percent-encodes the characters that a path of RFC 3986 cannot contain. A colon in the first segment would end a
/// scheme.
fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
