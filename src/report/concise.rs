//! The concise report for people and editors: one line per finding, in the format of compilers.

use super::located::locate;
use super::{Renderer, Summary};
use crate::lint::Report;
use crate::text::visible;

/// Writes `file:line:column: severity[rule]: message (release)`.
pub(super) struct Concise {
    /// Whether each line ends with its release, unless the release is its file. A line about a chart default always does.
    pub names_releases: bool,
}

impl Renderer for Concise {
    fn release(&mut self, report: &Report) -> String {
        let title = report.title();
        let suffix = format!(" (release {})", visible(&title));
        let line = |found: super::located::Located<'_>| {
            let place = match (&found.primary.file, found.primary.region) {
                (Some(file), Some(region)) => {
                    format!("{}:{}:{}", visible(file), region.start.line, region.start.column)
                }
                (Some(file), None) => visible(file),
                (None, _) => visible(&found.primary.elsewhere),
            };
            let names_it = match &found.primary.file {
                Some(file) => self.names_releases && *file != title,
                None => true,
            };
            let release = if names_it { &suffix } else { "" };
            format!(
                "{place}: {}[{}]: {}{release}\n",
                found.diagnostic.severity,
                found.rule(),
                visible(found.diagnostic.fault.message())
            )
        };
        locate(report).into_iter().filter(|found| found.diagnostic.suppression.is_none()).map(line).collect()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if summary.checked() == 0 && summary.unchecked.is_empty() {
            return String::new();
        }
        format!("{}\n", summary.line())
    }
}
