//! Runs the rules, and decides which of their findings are reported.

use std::collections::HashSet;

use super::client_context::ClientContext;
use super::context::Context;
use super::find;
use super::finding::{Finding, Findings, ValueRef};
use super::fingerprint::fingerprints;
use super::ignores::Ignores;
use super::place::diagnostics;
use super::policy::Policy;
use super::release::LintRelease;
use super::rule::LooksAt;
use super::rules::{ALL, AUTH_IS_OFF, UNUSED_IGNORE};
use super::scope::Scope;
use super::superseded::{explained_by_the_text, superseded};
use super::target::{LintTarget, TargetKind};
use crate::diagnostic::{Applicability, Diagnostic, Severity, Suppression};
use crate::file::shown_name;
use crate::release::auth_switch;
use crate::values::{Origin, Path, SourceKind};
use crate::yaml::edit::Change;

/// The result of linting one release or client configuration, in the order of the files.
#[derive(Debug, Clone)]
pub struct Report {
    pub kind: TargetKind,
    /// The findings that are reported.
    pub findings: Vec<Finding>,
    /// The same findings with positions in texts, in the same order.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings of all rules, before suppressed, deselected and superseded ones are removed. `fix` compares them to
    /// verify a change.
    pub everything: Vec<FindingSummary>,
    /// The fingerprints of the diagnostics, in the same order; they stay the same when lines move.
    pub fingerprints: Vec<String>,
    /// The files, in the order of the release's layers.
    pub files: Vec<String>,
    /// The name of the release in the settings.
    pub release: Option<String>,
}

/// A finding in short.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingSummary {
    /// The name of the rule.
    pub rule: &'static str,
    /// The severity before the user's settings change it.
    pub severity: Severity,
    pub path: Path,
    /// Whether the user wrote the value or left it out; otherwise it comes from the chart or from Flyte.
    pub is_from_user: bool,
}

impl FindingSummary {
    fn of(finding: &Finding) -> Self {
        let is_from_user = finding.site.origin.as_ref().is_none_or(Origin::is_user) || !finding.site.present;
        Self { rule: finding.rule.name, severity: finding.severity, path: finding.site.path.clone(), is_from_user }
    }
}

impl Report {
    /// Returns the release's title in reports: its name in the settings, and its files.
    pub fn title(&self) -> String {
        let files = self.files.join(" + ");
        match &self.release {
            Some(name) => format!("{name} ({files})"),
            None => files,
        }
    }

    /// Returns the title, unless the release is a single file without a name.
    pub fn layered_title(&self) -> Option<String> {
        (self.release.is_some() || self.files.len() > 1).then(|| self.title())
    }

    /// Iterates over the diagnostics that neither a comment nor the baseline suppresses.
    pub fn counting(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.suppression.is_none())
    }

    /// Counts the findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Returns the highest severity.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// Runs every rule on a release or a client configuration.
pub fn run<'a>(target: impl Into<LintTarget<'a>>) -> Report {
    run_with(target, &Policy::default())
}

/// Runs the rules that the policy selects.
pub fn run_with<'a>(target: impl Into<LintTarget<'a>>, policy: &Policy) -> Report {
    let target = target.into();
    let mut findings = run_rules(target);
    if let LintTarget::Release(release) = target {
        note_what_auth_needs(release, &mut findings);
    }
    let mut findings = in_scope(findings, target.scope());
    if findings.iter().any(|finding| finding.excludes_others) {
        findings.retain(|finding| finding.excludes_others);
    }
    let cut: HashSet<&str> =
        findings.iter().filter(|finding| finding.is_truncated).map(|finding| finding.rule.name).collect();
    let everything = findings.iter().map(FindingSummary::of).collect();
    for explained in [|findings: &mut [Finding]| superseded(findings), explained_by_the_text] {
        let mut is_explained = explained(&mut findings).into_iter();
        findings.retain(|_| !is_explained.next().unwrap_or_default());
    }
    // Deselected rules are removed last, because they explain findings of other rules, too.
    findings.retain(|finding| policy.runs(finding.rule));
    for finding in &mut findings {
        finding.severity = policy.severity_of(finding.rule).unwrap_or(finding.severity);
    }
    let mut ignores = Ignores::of(target.layered());
    let mut suppressions: Vec<Option<Suppression>> = findings.iter().map(|finding| ignores.suppress(finding)).collect();
    findings.extend(without_effect(&ignores, target, policy, &cut));
    suppressions.resize(findings.len(), None);
    let mut reported: Vec<(Finding, Diagnostic)> = {
        let mut diagnostics = diagnostics(&findings, target);
        for (diagnostic, suppression) in diagnostics.iter_mut().zip(suppressions) {
            diagnostic.suppression = suppression;
        }
        findings.into_iter().zip(diagnostics).collect()
    };
    reported.sort_by_cached_key(|(finding, diagnostic)| {
        (
            !finding.is_cause,
            finding.site.origin.as_ref().map_or((u32::MAX, usize::MAX), start),
            diagnostic.start(),
            finding.rule.name,
            diagnostic.fault.message().to_owned(),
        )
    });
    reported.dedup_by(|(_, one), (_, other)| one == other);
    let (findings, diagnostics): (Vec<Finding>, Vec<Diagnostic>) = reported.into_iter().unzip();
    Report {
        kind: target.kind(),
        findings,
        fingerprints: fingerprints(&diagnostics, &policy.baseline_folder),
        diagnostics,
        everything,
        files: files(target),
        release: None,
    }
}

/// Runs the rules for this kind of file.
fn run_rules(target: LintTarget<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in ALL {
        let mut found = Findings::new(rule, &mut all);
        match (rule.looks_at, target) {
            (LooksAt::Values { charts, check, .. }, LintTarget::Release(release)) => {
                let is_asked = release.scope != Scope::Off || !rule.needs_auth();
                if is_asked && charts.contains(&release.chart()) {
                    check(&Context::new(release), &mut found);
                }
            }
            (LooksAt::ClientConfig(check), LintTarget::ClientConfig(config)) => {
                check(&ClientContext::new(config), &mut found);
            }
            (LooksAt::Unchecked(check), LintTarget::Unchecked(file)) => check(file, &mut found),
            (LooksAt::AnyFile(check), LintTarget::Release(_) | LintTarget::ClientConfig(_)) => {
                check(target, &mut found);
            }
            (
                LooksAt::Values { .. } | LooksAt::ClientConfig(_) | LooksAt::Unchecked(_) | LooksAt::AnyFile(_),
                LintTarget::Release(_) | LintTarget::ClientConfig(_) | LintTarget::Unchecked(_),
            ) => {}
        }
    }
    all
}

/// The number of settings that the note names.
const MAX_NAMED: usize = 4;

/// Adds to the finding that authentication is disabled which settings need attention once it is enabled.
fn note_what_auth_needs(release: &LintRelease<'_>, findings: &mut [Finding]) {
    let Some(on) = release.as_if_on() else { return };
    let Some(note) = findings.iter_mut().find(|finding| std::ptr::eq(finding.rule, AUTH_IS_OFF)) else {
        return;
    };
    let mut needed: Vec<String> = Vec::new();
    for finding in run_rules(LintTarget::Release(&on)) {
        let path = format!("`{}`", finding.site.path);
        if finding.rule.needs_auth() && finding.severity == Severity::Error && !needed.contains(&path) {
            needed.push(path);
        }
    }
    let more = needed.len().saturating_sub(MAX_NAMED);
    needed.truncate(MAX_NAMED);
    if !needed.is_empty() {
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        note.help(format!(
            "to enable it, these settings need attention: {}{more}; `--set {}=true` lists why",
            needed.join(", "),
            release.right_path(&Path::of(auth_switch(release.chart())))
        ));
    }
}

/// Returns the names of the files, as reports show them.
fn files(target: LintTarget<'_>) -> Vec<String> {
    target
        .layered()
        .sources
        .iter()
        .filter(|source| source.kind == SourceKind::File)
        .map(|source| shown_name(&source.name).to_owned())
        .collect()
}

/// Reports the ignore comments whose rule finds nothing there. Layers are skipped, since the rule may report something
/// with the other layers, and so are rules whose list was `cut`.
fn without_effect(ignores: &Ignores, target: LintTarget<'_>, policy: &Policy, cut: &HashSet<&str>) -> Vec<Finding> {
    let mut found = Vec::new();
    if !policy.runs(UNUSED_IGNORE) || target.scope() != Scope::On {
        return found;
    }
    // A single layer may belong to several releases.
    let is_alone = target.layered().files.len() < 2;
    let mut findings = Findings::new(UNUSED_IGNORE, &mut found);
    for (name, origin) in ignores.unused() {
        if find(name).is_some_and(|rule| policy.runs(rule) && !cut.contains(rule.name)) {
            let finding = findings.report(
                ValueRef { path: Path::default(), origin: Some(origin.clone()), present: true },
                format!("this comment has no effect: `{name}` reports nothing here"),
            );
            let (severity, applicability) = if is_alone {
                (Severity::Warning, Applicability::Safe)
            } else {
                (Severity::Info, Applicability::Unsafe)
            };
            finding.severity(policy.severity_of(UNUSED_IGNORE).unwrap_or(severity));
            if let Origin::File { span: word, .. } = origin {
                let text = String::new();
                let changes = vec![Change::Reword { word, text }];
                finding.fix(format!("Remove `{name}` from the comment"), applicability, changes);
            }
        }
    }
    found
}

/// Returns the sort key of an origin: files in their order, then everything that the chart or Flyte wrote.
const fn start(origin: &crate::values::Origin) -> (u32, usize) {
    match origin {
        Origin::File { source, span } => (source.0, span.start),
        Origin::Flag { source } => (source.0, 0),
        _ => (u32::MAX, 0),
    }
}

/// Filters by scope: a layer is not blamed for what it leaves out, and without authentication nothing is an error
/// unless it keeps a process from starting.
fn in_scope(mut findings: Vec<Finding>, scope: Scope) -> Vec<Finding> {
    match scope {
        Scope::On => {}
        Scope::Off => {
            for finding in findings.iter_mut().filter(|finding| !finding.rule.stops()) {
                finding.severity = finding.severity.min(Severity::Warning);
            }
        }
        Scope::Layer => findings.retain(|finding| {
            let all_from_user =
                finding.site.is_from_user() && finding.related.iter().all(|related| related.site.is_from_user());
            !(finding.rule.needs_auth() || finding.rule.stops()) || all_from_user
        }),
    }
    findings
}
