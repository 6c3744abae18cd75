//! What was found in all releases together.

use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::fix::Fixable;
use crate::lint::{Report, SubjectKind};
use crate::text::visible;

/// The counts of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Findings that are errors.
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// Findings that a comment or a baseline keeps from counting.
    pub suppressed: usize,
    /// Problems that safe fixes fix.
    pub fixable: usize,
    /// Problems that unsafe ones fix besides.
    pub fixable_unsafely: usize,
    /// Problems that fixes were to fix, and did not.
    pub not_fixed: usize,
    /// Releases that were judged.
    pub releases: usize,
    /// Client configs that were.
    pub client_configs: usize,
    /// Files among them.
    pub files: usize,
    /// Releases that could not be judged, because they could not be read.
    pub failed: usize,
    /// Files that hold values which were not checked.
    pub unchecked: Vec<String>,
    /// The releases that were judged as fragments: the last file of each, and why.
    pub fragments: Vec<(String, &'static str)>,
    pub worst: Option<Severity>,
}

impl Summary {
    /// Counts a release.
    pub fn add(&mut self, report: &Report, fixable: Fixable, fragment_because: Option<&'static str>) {
        for diagnostic in &report.diagnostics {
            if diagnostic.suppression.is_some() {
                self.suppressed += 1;
                continue;
            }
            *match diagnostic.severity {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
                Severity::Info => &mut self.infos,
            } += 1;
            self.worst = self.worst.max(Some(diagnostic.severity));
        }
        self.fixable += fixable.safely;
        self.fixable_unsafely += fixable.unsafely;
        match report.kind {
            SubjectKind::Values => self.releases += 1,
            SubjectKind::ClientConfig => self.client_configs += 1,
            SubjectKind::Unchecked => self.unchecked.extend(report.files.first().cloned()),
        }
        if report.kind != SubjectKind::Unchecked {
            self.files += report.files.iter().collect::<HashSet<_>>().len();
        }
        if let Some(why) = fragment_because {
            let name = report.files.last().cloned().unwrap_or_default();
            self.fragments.push((name, why));
        }
    }

    /// How many releases and client configs were judged.
    pub const fn judged(&self) -> usize {
        self.releases + self.client_configs
    }

    /// The line that ends a report for people, without a line end.
    pub fn line(&self) -> String {
        let counted: Vec<String> =
            [(self.errors, "error", "errors"), (self.warnings, "warning", "warnings"), (self.infos, "note", "notes")]
                .into_iter()
                .filter(|(count, ..)| *count > 0)
                .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
                .collect();
        let found =
            if counted.is_empty() { "No problems found".to_owned() } else { format!("Found {}", counted.join(", ")) };
        let mut asides = Vec::new();
        match (self.fixable, self.fixable_unsafely) {
            (0, 0) => {}
            (safe, 0) => asides.push(format!("{safe} fixable with `--fix`")),
            (0, count) => asides.push(format!("{count} fixable with `--fix --unsafe-fixes`")),
            (safe, more) => {
                asides.push(format!("{safe} fixable with `--fix`, {more} more with `--unsafe-fixes`"));
            }
        }
        if self.not_fixed > 0 {
            asides.push(format!("{} not fixed, for the reason given above", self.not_fixed));
        }
        if self.suppressed > 0 {
            asides.push(format!("{} suppressed", self.suppressed));
        }
        let asides = if asides.is_empty() { String::new() } else { format!(" ({})", asides.join("; ")) };
        let releases = match (self.releases, self.client_configs) {
            (1, 0) | (0, 0 | 1) => String::new(),
            (many, 0) => format!(" in {many} releases"),
            (0, many) => format!(" in {many} client configs"),
            (releases, configs) => {
                format!(" in {releases} release{} and {configs} client config{}", plural(releases), plural(configs))
            }
        };
        format!("{found}{releases}{asides}{}{}", self.told_of_fragments(), self.told_of_unchecked())
    }

    /// That files were not checked.
    fn told_of_unchecked(&self) -> String {
        match self.unchecked.as_slice() {
            [] => String::new(),
            [name] => format!("; `{}` was not checked", visible(name)),
            [name, others @ ..] => format!("; `{}` and {} more were not checked", visible(name), others.len()),
        }
    }

    /// That releases were judged as fragments, and which ones where there are others.
    fn told_of_fragments(&self) -> String {
        let Some((name, why)) = self.fragments.first() else {
            return String::new();
        };
        let (which, what, they) = match self.fragments.len() {
            _ if self.judged() == 1 => (String::new(), "a part of a release", "it says, not for what it leaves"),
            1 => (format!("`{}` was ", visible(name)), "a part of a release", "it says, not for what it leaves"),
            count => (
                format!("`{}` and {} more were ", visible(name), count - 1),
                "parts of a release",
                "they say, not for what they leave",
            ),
        };
        let is_same = self.fragments.iter().all(|(_, other)| other == why);
        let because = if is_same { format!(", {why}") } else { format!(" (the first {why})") };
        format!("; {which}judged as {what}{because}: for what {they} out")
    }
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
