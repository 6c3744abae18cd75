//! Asks every rule, and decides what of their answers is told.

use super::context::Context;
use super::finding::{Finding, Findings};
use super::place::diagnostics;
use super::release::Release;
use super::rule::{Needs, Rule};
use super::rules::ALL;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Severity};
use crate::values::Path;

/// What was found in one release, in the order of the files.
#[derive(Debug)]
pub struct Report {
    /// The findings that count.
    pub findings: Vec<Finding>,
    /// The same with places in texts, one for each.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules that found something which another finding explains, so that it is not told.
    pub explained: Vec<&'static str>,
}

impl Report {
    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// The worst severity.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// Asks every rule about a release.
pub fn run(release: &Release<'_>) -> Report {
    let context = Context::new(release);
    let mut findings = Vec::new();
    for rule in ALL.iter().filter(|rule| applies(rule, release)) {
        (rule.check)(&context, &mut Findings::new(rule, &mut findings));
    }
    let mut findings = in_scope(findings, release.scope);
    let superseded: Vec<bool> = findings
        .iter()
        .map(|finding| findings.iter().any(|other| explains(other, finding)))
        .collect();
    let explained = findings
        .iter()
        .zip(&superseded)
        .filter(|(_, superseded)| **superseded)
        .map(|(finding, _)| finding.rule.name)
        .collect();
    let mut superseded = superseded.into_iter();
    findings.retain(|_| !superseded.next().unwrap_or_default());
    let mut told: Vec<(Finding, Diagnostic)> = {
        let diagnostics = diagnostics(&findings, release);
        findings.into_iter().zip(diagnostics).collect()
    };
    told.sort_by_cached_key(|(finding, diagnostic)| {
        (
            finding
                .site
                .origin
                .as_ref()
                .map_or((u32::MAX, usize::MAX), start),
            diagnostic.start(),
            finding.rule.name,
            diagnostic.fault.message().to_owned(),
        )
    });
    told.dedup_by(|(_, one), (_, other)| one == other);
    let (findings, diagnostics) = told.into_iter().unzip();
    Report {
        findings,
        diagnostics,
        explained,
    }
}

/// Where an origin stands among the files; what the chart or Flyte wrote comes last.
const fn start(origin: &crate::values::Origin) -> (u32, usize) {
    use crate::values::Origin;
    match origin {
        Origin::File { source, span } => (source.0, span.start),
        Origin::Flag { source } => (source.0, 0),
        _ => (u32::MAX, 0),
    }
}

fn applies(rule: &Rule, release: &Release<'_>) -> bool {
    rule.charts.contains(&release.chart)
        && (rule.needs == Needs::Values || release.scope != Scope::Off)
}

/// What counts in a scope: a fragment is blamed for what it says only, and without auth nothing is an error.
fn in_scope(mut findings: Vec<Finding>, scope: Scope) -> Vec<Finding> {
    match scope {
        Scope::On => {}
        Scope::Off => {
            for finding in &mut findings {
                finding.severity = finding.severity.min(Severity::Warning);
            }
        }
        Scope::Fragment => findings.retain(|finding| {
            let all_said = finding.site.is_said()
                && finding.related.iter().all(|related| related.site.is_said());
            finding.rule.needs == Needs::Values || all_said
        }),
    }
    findings
}

/// Whether one finding explains another: its rule says so, and both are about the same part of the values.
fn explains(one: &Finding, other: &Finding) -> bool {
    one.rule.supersedes.contains(&other.rule.name)
        && std::iter::once(&one.site.path)
            .chain(&one.covers)
            .any(|path| overlap(path, &other.site.path))
}

/// Whether one path is the other, or leads to it.
fn overlap(one: &Path, other: &Path) -> bool {
    one.0.iter().zip(&other.0).all(|(one, other)| one == other)
}
