//! Counts the findings of all releases of a run.

use std::collections::HashSet;

use crate::diagnostic::{Severity, Suppression};
use crate::fix::Fixable;
use crate::lint::{LayerReason, Report, TargetKind};
use crate::text::visible;

/// The counts of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// Findings that comments suppress.
    pub ignored: usize,
    /// Fingerprints of the findings in the baseline: two releases may share a file, so counting alone would double
    /// them.
    pub in_baseline: HashSet<String>,
    /// Problems with a safe fix.
    pub fixable: usize,
    /// Problems with only an unsafe fix.
    pub fixable_unsafely: usize,
    /// Problems whose fix could not be applied.
    pub not_fixed: usize,
    pub releases: usize,
    /// Client configs that were checked.
    pub client_configs: usize,
    /// Files of the checked releases and client configs.
    pub files: usize,
    /// Releases that could not be read, and so were not checked.
    pub failed: usize,
    /// Files with values that were not checked.
    pub unchecked: Vec<String>,
    /// Values that were checked as one layer of a release: the release's name or files, and the reason.
    pub layers: Vec<(String, LayerReason)>,
    pub worst: Option<Severity>,
}

impl Summary {
    /// Adds a release's findings.
    pub fn add(&mut self, report: &Report, fixable: Fixable, layer_reason: Option<LayerReason>) {
        for (diagnostic, fingerprint) in report.diagnostics.iter().zip(&report.fingerprints) {
            match diagnostic.suppression {
                Some(Suppression::Baseline) => {
                    self.in_baseline.insert(fingerprint.clone());
                }
                Some(Suppression::Comment { .. }) => self.ignored += 1,
                None => {}
            }
            if diagnostic.suppression.is_some() {
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
            TargetKind::Values => self.releases += 1,
            TargetKind::ClientConfig => self.client_configs += 1,
            TargetKind::Unchecked => self.unchecked.extend(report.files.first().cloned()),
        }
        if report.kind != TargetKind::Unchecked {
            self.files += report.files.iter().collect::<HashSet<_>>().len();
        }
        if let Some(reason) = layer_reason {
            let name = report.release.clone().unwrap_or_else(|| report.files.join(" + "));
            self.layers.push((name, reason));
        }
    }

    /// Returns the number of findings that a comment or the baseline suppresses.
    pub fn suppressed(&self) -> usize {
        self.ignored + self.in_baseline.len()
    }

    /// Returns how many releases and client configs were checked.
    pub const fn checked(&self) -> usize {
        self.releases + self.client_configs
    }

    /// Returns the line that ends a report for people, without a line end.
    pub fn line(&self) -> String {
        let counted: Vec<String> =
            [(self.errors, "error", "errors"), (self.warnings, "warning", "warnings"), (self.infos, "note", "notes")]
                .into_iter()
                .filter(|(count, ..)| *count > 0)
                .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
                .collect();
        let found = match (counted.is_empty(), self.in_baseline.len()) {
            (false, _) => format!("Found {}", counted.join(", ")),
            (true, 0) => "No problems found".to_owned(),
            (true, _) => "No new findings".to_owned(),
        };
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
            asides.push(format!("{} not fixed, see the notes above", self.not_fixed));
        }
        if !self.in_baseline.is_empty() {
            asides.push(format!("{} in the baseline", self.in_baseline.len()));
        }
        if self.ignored > 0 {
            asides.push(format!("{} ignored by comments", self.ignored));
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
        // Each is a sentence that begins with the full stop of the previous one.
        let (layers, unchecked) = (self.about_layers(), self.about_unchecked());
        let unchecked = if layers.is_empty() { &unchecked } else { unchecked.trim_start_matches('.') };
        format!("{found}{releases}{asides}{layers}{unchecked}")
    }

    /// Returns the line after a diff: that nothing changes, or which fixes the diff leaves out.
    pub fn about_diff(&self, has_changes: bool) -> Option<String> {
        let fixes = |count: usize| if count == 1 { "fix" } else { "fixes" };
        match (has_changes, self.fixable_unsafely) {
            (true, 0) => None,
            (true, count) => Some(format!("{count} more {} with `--unsafe-fixes`", fixes(count))),
            (false, 0) => Some("No fixes available".to_owned()),
            (false, count) => Some(format!("No safe fixes available ({count} {} with `--unsafe-fixes`)", fixes(count))),
        }
    }

    /// Formats the files that were not checked.
    fn about_unchecked(&self) -> String {
        match self.unchecked.as_slice() {
            [] => String::new(),
            [name] => format!(". `{}` was not checked.", visible(name)),
            [name, others @ ..] => format!(". `{}` and {} more were not checked.", visible(name), others.len()),
        }
    }

    /// Formats the values that were checked as one layer, with the reason.
    fn about_layers(&self) -> String {
        let Some((name, reason)) = self.layers.first() else {
            return String::new();
        };
        let is_same = self.layers.iter().all(|(_, other)| other == reason);
        let (first, clause) = (visible(name), reason.clause());
        match (self.layers.len(), reason) {
            (1, LayerReason::Undecided) if self.checked() == 1 => {
                format!(". Checked as a partial values file ({clause}); use `--complete` if this is the only file.")
            }
            (1, LayerReason::DataPlane) if self.checked() == 1 => {
                ". Checked as a data plane, which has no flyteadmin.".to_owned()
            }
            (1, LayerReason::DataPlane) => format!(". `{first}` was checked as a data plane, which has no flyteadmin."),
            (1, _) if self.checked() == 1 => format!(". Checked as a partial values file ({clause})."),
            (1, _) => format!(". `{first}` was checked as a partial values file ({clause})."),
            (many, _) if is_same => format!(". {many} of them were checked as partial values files ({clause})."),
            (many, _) => {
                format!(". {many} of them were checked as partial values files (`{first}`: {clause}).")
            }
        }
    }
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
