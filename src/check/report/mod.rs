//! The outcome as text for a terminal, one line a probe, or JSON.

mod human;
mod json;

use super::probe::{Probe, ProbeStatus};

pub use json::schema;

/// How an outcome is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum CheckFormat {
    /// Text with causes and fixes
    Human,
    /// One line for each probe that is not ok, and a summary
    Short,
    /// JSON
    Json,
}

/// Formats the results, for users with lines of at most `columns`.
pub fn render_check(probes: &[Probe], format: CheckFormat, columns: Option<usize>) -> String {
    match format {
        CheckFormat::Human => human::text(probes, columns),
        CheckFormat::Short => human::short(probes),
        CheckFormat::Json => json::text(probes),
    }
}

/// How many probes ended in each way.
#[derive(Debug, Clone, Copy, Default, serde::Serialize, schemars::JsonSchema)]
struct ProbeCounts {
    /// Correct.
    ok: usize,
    /// With a limitation, or not conclusive.
    warning: usize,
    /// Wrong.
    failed: usize,
    /// Not tried.
    not_tried: usize,
}

impl ProbeCounts {
    fn of(probes: &[Probe]) -> Self {
        let mut counts = Self::default();
        for probe in probes {
            match probe.status {
                ProbeStatus::Ok => counts.ok += 1,
                ProbeStatus::Warning => counts.warning += 1,
                ProbeStatus::Failed => counts.failed += 1,
                ProbeStatus::NotTried => counts.not_tried += 1,
            }
        }
        counts
    }
}

/// Returns the URL of a probe's documentation.
fn url(probe: &Probe) -> String {
    match probe.trouble.as_ref().and_then(|trouble| trouble.rule) {
        Some(rule) => crate::lint::url(rule),
        None => format!("{}/blob/main/docs/check.md#{}", env!("CARGO_PKG_REPOSITORY"), probe.kind.name),
    }
}
