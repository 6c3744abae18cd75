//! Asks every rule, and decides what of their answers is reported.

use std::collections::HashSet;

use super::client_context::ClientContext;
use super::context::Context;
use super::find;
use super::finding::{Finding, Findings, ValueRef};
use super::fingerprint::fingerprints;
use super::ignores::Ignores;
use super::place::{diagnostics, source_name};
use super::policy::Policy;
use super::release::LintRelease;
use super::rule::LooksAt;
use super::rules::ALL;
use super::scope::Scope;
use super::superseded::{explained_by_the_text, superseded};
use super::target::{LintTarget, TargetKind};
use crate::chart::ProcessName;
use crate::diagnostic::{Applicability, Diagnostic, Severity, Suppression};
use crate::release::{Model, auth_switch};
use crate::values::{Origin, Path, SourceKind};
use crate::yaml::edit::Change;

/// What was found in one release or client config, in the order of the files.
#[derive(Debug, Clone)]
pub struct Report {
    /// What was looked at.
    pub kind: TargetKind,
    /// The findings that count.
    pub findings: Vec<Finding>,
    /// The same with places in texts, one for each.
    pub diagnostics: Vec<Diagnostic>,
    /// What every rule found, also what is explained by something else, not asked for or ignored: by it a fix is
    /// checked.
    pub everything: Vec<FindingSummary>,
    /// What stays of each when lines move, in the same order.
    pub fingerprints: Vec<String>,
    /// The files, those of a release in the order of its layers.
    pub files: Vec<String>,
    /// The release's name in the settings.
    pub release: Option<String>,
}

/// A finding in short.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingSummary {
    /// The rule's name.
    pub rule: &'static str,
    /// How bad it is, whatever the user made of it.
    pub severity: Severity,
    pub path: Path,
    /// Whether the user wrote that, or left it out; else it is the chart's or Flyte's.
    pub is_said: bool,
}

impl FindingSummary {
    fn of(finding: &Finding) -> Self {
        let is_said = finding.site.origin.as_ref().is_none_or(Origin::is_user) || !finding.site.present;
        Self { rule: finding.rule.name, severity: finding.severity, path: finding.site.path.clone(), is_said }
    }
}

impl Report {
    /// How reports name the release: by its name in the settings and its files.
    pub fn title(&self) -> String {
        let files = self.files.join(" + ");
        match &self.release {
            Some(name) => format!("{name} ({files})"),
            None => files,
        }
    }

    /// The same, unless it is a single file without a name.
    pub fn layered_title(&self) -> Option<String> {
        (self.release.is_some() || self.files.len() > 1).then(|| self.title())
    }

    /// Those that no comment and no baseline keeps from counting.
    pub fn counting(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.suppression.is_none())
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The worst severity.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// Asks every rule about a release or a client config.
pub fn run<'a>(target: impl Into<LintTarget<'a>>) -> Report {
    run_with(target, &Policy::default())
}

/// Asks the rules that the user wants to be asked.
pub fn run_with<'a>(target: impl Into<LintTarget<'a>>, policy: &Policy) -> Report {
    let target = target.into();
    let mut findings = ask(target);
    if let LintTarget::Release(release) = target {
        note_what_auth_needs(release, &mut findings);
    }
    let mut findings = in_scope(findings, target.scope());
    if findings.iter().any(|finding| finding.excludes_others) {
        findings.retain(|finding| finding.excludes_others);
    }
    let cut: HashSet<&str> =
        findings.iter().filter(|finding| finding.says_more).map(|finding| finding.rule.name).collect();
    let everything = findings.iter().map(FindingSummary::of).collect();
    for explained in [|findings: &mut [Finding]| superseded(findings), explained_by_the_text] {
        let mut is_explained = explained(&mut findings).into_iter();
        findings.retain(|_| !is_explained.next().unwrap_or_default());
    }
    // Only now: a rule that is not asked for explains the findings of others all the same.
    findings.retain(|finding| policy.asks(finding.rule));
    for finding in &mut findings {
        finding.severity = policy.severity_of(finding.rule).unwrap_or(finding.severity);
    }
    let mut ignores = Ignores::of(target.layered());
    let mut suppressions: Vec<Option<Suppression>> = findings.iter().map(|finding| ignores.suppress(finding)).collect();
    findings.extend(without_effect(&ignores, target, policy, &cut));
    suppressions.resize(findings.len(), None);
    let mut told: Vec<(Finding, Diagnostic)> = {
        let mut diagnostics = diagnostics(&findings, target);
        for (diagnostic, suppression) in diagnostics.iter_mut().zip(suppressions) {
            diagnostic.suppression = suppression;
        }
        findings.into_iter().zip(diagnostics).collect()
    };
    told.sort_by_cached_key(|(finding, diagnostic)| {
        (
            !finding.is_cause,
            finding.site.origin.as_ref().map_or((u32::MAX, usize::MAX), start),
            diagnostic.start(),
            finding.rule.name,
            diagnostic.fault.message().to_owned(),
        )
    });
    told.dedup_by(|(_, one), (_, other)| one == other);
    let (findings, diagnostics): (Vec<Finding>, Vec<Diagnostic>) = told.into_iter().unzip();
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

/// What the rules for this kind of file find.
fn ask(target: LintTarget<'_>) -> Vec<Finding> {
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
    if let LintTarget::Release(release) = target {
        name_the_caller(release, &mut all);
    }
    all
}

/// Rules about calls of flyteadmin speak of flytepropeller. In a control plane without it, another process makes them.
fn name_the_caller(release: &LintRelease<'_>, findings: &mut [Finding]) {
    let Some(caller) = release.model.as_ref().and_then(Model::caller).map(|caller| caller.name) else { return };
    if matches!(caller, ProcessName::Flyte | ProcessName::Flytepropeller) {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.rule.needs_auth()) {
        finding.fault = finding.fault.clone().rewritten(|text| {
            // What is between backticks is quoted from the values.
            let parts = text.split('`').enumerate();
            let renamed = |part: &str| part.replace(ProcessName::Flytepropeller.as_str(), caller.as_str());
            let parts = parts.map(|(index, part)| if index % 2 == 0 { renamed(part) } else { part.to_owned() });
            Some(parts.collect::<Vec<_>>().join("`"))
        });
    }
}

/// How many settings the note names.
const SHOWN: usize = 4;

/// Adds to the note that authentication is disabled what it would need, once it is enabled.
fn note_what_auth_needs(release: &LintRelease<'_>, findings: &mut [Finding]) {
    let Some(on) = release.as_if_on() else { return };
    let Some(note) = findings.iter_mut().find(|finding| finding.rule.name == "auth-is-off") else {
        return;
    };
    let mut needed: Vec<String> = Vec::new();
    for finding in ask(LintTarget::Release(&on)) {
        let path = format!("`{}`", finding.site.path);
        if finding.rule.needs_auth() && finding.severity == Severity::Error && !needed.contains(&path) {
            needed.push(path);
        }
    }
    let more = needed.len().saturating_sub(SHOWN);
    needed.truncate(SHOWN);
    if !needed.is_empty() {
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        note.help(format!(
            "to enable it, these settings need attention: {}{more}; `--set {}=true` lists why",
            needed.join(", "),
            release.right_path(&Path::of(auth_switch(release.chart())))
        ));
    }
}

/// The names of the files, as places in them have them.
fn files(target: LintTarget<'_>) -> Vec<String> {
    target
        .layered()
        .sources
        .iter()
        .filter(|source| source.kind == SourceKind::File)
        .map(|source| source_name(&source.name).to_owned())
        .collect()
}

/// The comments that ignore a rule which finds nothing there. A part of a release may find it with the rest, and so may
/// a rule that was `cut`.
fn without_effect(ignores: &Ignores, target: LintTarget<'_>, policy: &Policy, cut: &HashSet<&str>) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(rule) = find("unused-ignore").filter(|rule| policy.asks(rule)) else {
        return found;
    };
    if target.scope() != Scope::On {
        return found;
    }
    // A layer may be one of other releases, too.
    let is_alone = target.layered().files.len() < 2;
    let mut findings = Findings::new(rule, &mut found);
    for (name, origin) in ignores.unused() {
        if find(name).is_some_and(|rule| policy.asks(rule) && !cut.contains(rule.name)) {
            let finding = findings.report(
                ValueRef { path: Path::default(), origin: Some(origin.clone()), present: true },
                format!("this comment has no effect: `{name}` reports nothing here"),
            );
            let (severity, applicability) = if is_alone {
                (Severity::Warning, Applicability::Safe)
            } else {
                (Severity::Info, Applicability::Unsafe)
            };
            finding.severity(policy.severity_of(rule).unwrap_or(severity));
            if let Origin::File { span: word, .. } = origin {
                let text = String::new();
                let changes = vec![Change::Reword { word, text }];
                finding.fix(format!("Remove `{name}` from the comment"), applicability, changes);
            }
        }
    }
    found
}

/// Where an origin is among the files; what the chart or Flyte wrote comes last.
const fn start(origin: &crate::values::Origin) -> (u32, usize) {
    match origin {
        Origin::File { source, span } => (source.0, span.start),
        Origin::Flag { source } => (source.0, 0),
        _ => (u32::MAX, 0),
    }
}

/// What counts in a scope: a fragment is blamed for what it says only, and without auth nothing is an error.
fn in_scope(mut findings: Vec<Finding>, scope: Scope) -> Vec<Finding> {
    match scope {
        Scope::On => {}
        Scope::Off => {
            for finding in findings.iter_mut().filter(|finding| !finding.rule.stops()) {
                finding.severity = finding.severity.min(Severity::Warning);
            }
        }
        Scope::Fragment => findings.retain(|finding| {
            let all_said = finding.site.is_said() && finding.related.iter().all(|related| related.site.is_said());
            !(finding.rule.needs_auth() || finding.rule.stops()) || all_said
        }),
    }
    findings
}
