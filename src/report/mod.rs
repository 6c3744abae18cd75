//! Renders the findings of `lint` in all report formats.
//!
//! Each format is a [`Renderer`]: it gets one release after another and returns text for each, so that a run over ten
//! thousand files holds only one of them in memory. The diagnostics' messages come with secrets hidden and control
//! characters made visible. Each renderer escapes what is special in its format, file names included.
//!
//! | file | holds |
//! | --- | --- |
//! | `located` | diagnostics with files, lines and columns, and fingerprints |
//! | `human`, `concise` | for people |
//! | `json`, `json_model` | for programs; `schemas/report.schema.json` |
//! | `sarif` | for code scanning |
//! | `github`, `gitlab`, `junit` | for CI |
//! | `recognize` | recognizes files that are such reports |
//! | `summary` | the counts, and the line that ends the report |

mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod json_model;
mod junit;
mod located;
mod recognize;
mod sarif;
mod sarif_fix;
mod summary;

use std::fmt;

pub use json_model::schema;
pub use recognize::is_report;
pub use summary::Summary;

use crate::lint::Report;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum ReportFormat {
    /// The lines in question, with what to do
    Human,
    /// A line for each finding
    Concise,
    /// JSON, version 1 (`flyte-auth schema report`)
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// XML as test runners write it
    Junit,
}

impl ReportFormat {
    /// Returns the format's name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
        }
    }

    /// Returns the format's renderer. For reports for people, the parameters say whether findings show their releases;
    /// for the human report also whether rule names are hyperlinks, and the width of the terminal in columns.
    pub fn renderer(self, names_releases: bool, has_links: bool, width: Option<usize>) -> Box<dyn Renderer> {
        match self {
            Self::Human => Box::new(human::Human { names_releases, has_links, width }),
            Self::Concise => Box::new(concise::Concise { names_releases }),
            Self::Json => Box::new(json::Json::default()),
            Self::Sarif => Box::new(sarif::Sarif::default()),
            Self::Github => Box::new(github::Github),
            Self::Gitlab => Box::new(gitlab::Gitlab::default()),
            Self::Junit => Box::new(junit::Junit::default()),
        }
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Writes a report: the concatenated texts of all calls.
pub trait Renderer {
    /// Returns the text before the first release.
    fn start(&mut self) -> String {
        String::new()
    }

    /// Returns the text for one release's findings.
    fn release(&mut self, report: &Report) -> String;

    /// Returns the text after the last release.
    fn finish(&mut self, summary: &Summary) -> String;
}
