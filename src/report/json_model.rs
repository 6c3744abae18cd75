//! The fields of the JSON report, version 1.

use schemars::JsonSchema;
use serde::Serialize;

/// A report of `flyte-auth lint`, version 1.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ReportDocument {
    /// The version of this format. Fields may be added to it; a change to one makes the next version.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// What wrote it.
    pub tool: Tool,
    /// What was found, sorted by file, place and rule within each release.
    pub findings: Vec<ReportFinding>,
    /// How much was found.
    pub summary: Counts,
}

/// What wrote a report.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Tool {
    /// `flyte-auth`
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// How much was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub info: usize,
    /// Findings that a comment or a baseline suppresses; they are not listed.
    pub suppressed: usize,
    /// Values files that were read.
    pub files: usize,
    /// Releases that could not be read and were not checked. The exit code is 2 then.
    pub failed: usize,
    /// Files that hold values which were not checked: manifests of deployment tools, and files of a directory that look
    /// like values of Flyte.
    pub not_checked: usize,
}

/// Something wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ReportFinding {
    /// The rule that found it.
    pub rule: &'static str,
    /// How bad it is.
    #[schemars(extend("enum" = ["error", "warning", "info"]))]
    pub severity: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The page of the rule.
    pub url: String,
    /// The same for the same fault at the same line, wherever that line has moved to.
    pub fingerprint: String,
    /// The release, by its name in `.flyte-auth.toml` and its files; null for a file that was checked by itself.
    pub release: Option<String>,
    /// Where it is, and the other ends of what does not fit together. One of them is the primary one.
    pub locations: Vec<ReportLocation>,
    /// What `--fix` would do about it.
    pub fix: Option<ReportFix>,
}

/// A place.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ReportLocation {
    /// The values file as it was given; null where the place is in no file of yours.
    pub file: Option<String>,
    /// What the place is where it is in no file of yours: the chart's own values, a flag, a default of Flyte.
    pub elsewhere: Option<String>,
    /// The path in the values, for example `configmap.adminServer.auth`; empty for the values as a whole.
    pub path: String,
    /// The line, from 1; null where something is missing.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// The column, from 1, in characters.
    #[schemars(range(min = 1))]
    pub column: Option<usize>,
    /// The last line.
    #[schemars(range(min = 1))]
    pub end_line: Option<usize>,
    /// The column after the last character.
    #[schemars(range(min = 1))]
    pub end_column: Option<usize>,
    /// A label for this place.
    pub label: Option<String>,
    /// Whether this is the place of the finding itself.
    pub primary: bool,
}

/// A fix that `--fix` can apply.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ReportFix {
    /// What it does.
    pub title: String,
    /// Whether `--fix` applies it, or only `--unsafe-fixes`.
    #[schemars(extend("enum" = ["safe", "unsafe"]))]
    pub applicability: &'static str,
}

/// Returns the JSON Schema of the report.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(ReportDocument);
    schema.insert("title".to_owned(), "Report of flyte-auth lint, version 1".into());
    schema.to_value()
}
