//! Accepted findings: the baseline file lists them, and they do not count.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::engine::Report;
use crate::diagnostic::Suppression;

/// The content of a baseline file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: Version,
    /// Keyed by fingerprint.
    findings: BTreeMap<String, KnownFinding>,
}

/// The format version of the file.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
struct Version;

/// A finding as a reader of the file sees it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownFinding {
    rule: String,
    path: String,
    message: String,
}

impl From<Version> for u32 {
    fn from(_: Version) -> Self {
        1
    }
}

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, String> {
        if version == 1 {
            Ok(Self)
        } else {
            Err(format!(
                "the baseline has version {version}, which this flyte-auth \
            does not support"
            ))
        }
    }
}

impl Baseline {
    /// Parses the text of a baseline file.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Returns whether a file that begins with these bytes is a baseline.
    pub fn is_begun_by(head: &[u8]) -> bool {
        head.starts_with(b"{\n  \"version\": 1,\n  \"findings\": {")
    }

    /// Returns the text of the file: the same for the same findings, sorted so that version control merges it well.
    pub fn to_text(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// Suppresses the findings of a report that the baseline lists.
    pub fn apply(&self, report: &mut Report) {
        for (diagnostic, fingerprint) in report.diagnostics.iter_mut().zip(&report.fingerprints) {
            if diagnostic.suppression.is_none() && self.findings.contains_key(fingerprint) {
                diagnostic.suppression = Some(Suppression::Baseline);
            }
        }
    }

    /// Adds the findings of a report, except those that a comment suppresses.
    pub fn take(&mut self, report: &Report) {
        for (diagnostic, fingerprint) in report.diagnostics.iter().zip(&report.fingerprints) {
            if matches!(diagnostic.suppression, Some(Suppression::Comment { .. })) {
                continue;
            }
            let known = KnownFinding {
                rule: diagnostic.rule.unwrap_or_default().to_owned(),
                path: diagnostic.path.clone(),
                message: diagnostic.fault.message().to_owned(),
            };
            self.findings.insert(fingerprint.clone(), known);
        }
    }

    /// Returns the number of findings.
    pub fn len(&self) -> usize {
        self.findings.len()
    }
}
