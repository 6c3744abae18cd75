//! What `lint` found, in the format that someone or something reads.
//!
//! Each format is a [`Renderer`]: it gets one release after the other and gives text for each, so that a run over ten
//! thousand files holds no more than one of them. Diagnostics come with secrets covered and what is dangerous in a
//! terminal taken out of messages; what is special in a format is escaped by its renderer, file names included.
//!
//! | file | holds |
//! | --- | --- |
//! | `located` | diagnostics with files, lines and columns, and fingerprints |
//! | `human`, `concise` | for people |
//! | `json`, `json_model` | for programs; `schemas/report.schema.json` |
//! | `sarif` | for code scanning |
//! | `github`, `gitlab`, `junit` | for CI |
//! | `recognize` | files that are such reports |
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
    /// Its name on the command line.
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

    /// What writes a report in it.
    /// For people: whether findings show their releases; for the human report, whether names of rules are hyperlinks,
    /// and the columns of a terminal.
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

/// Writes a report. What it gives, put together, is the report.
pub trait Renderer {
    /// What comes before the first release.
    fn start(&mut self) -> String {
        String::new()
    }

    /// What was found in one release.
    fn release(&mut self, report: &Report) -> String;

    /// What comes after the last one.
    fn finish(&mut self, summary: &Summary) -> String;
}
