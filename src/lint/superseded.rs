//! Finds findings that another one explains, so that they are not reported.

use std::collections::HashMap;
use std::iter;

use super::finding::Finding;
use crate::diagnostic::Severity;
use crate::values::Step;

/// Rules about the text of a value rather than its meaning, the most basic problem first. Findings of other rules about
/// the same value follow from theirs.
const OF_THE_TEXT: [&str; 10] = [
    "wrong-value-type",
    "empty-setting",
    "null-deletes-defaults",
    "unquoted-secret",
    "value-changed-by-decoding",
    "stray-characters",
    "placeholders-left",
    "unknown-enum-value",
    "config-does-not-decode",
    "chart-does-not-render",
];

/// Returns the rank of a finding's rule in the list.
fn rank(finding: &Finding) -> Option<usize> {
    OF_THE_TEXT.iter().position(|rule| *rule == finding.rule.name)
}

/// Marks findings that follow from the text of the same value, of a block around it, or of a related value. The
/// explaining finding takes the higher severity of the two.
pub(super) fn explained_by_the_text(findings: &mut [Finding]) -> Vec<bool> {
    let mut causes: HashMap<Box<[Step]>, (usize, usize)> = HashMap::new();
    for (index, finding) in findings.iter().enumerate() {
        let Some(rank) = rank(finding) else { continue };
        let mut register = |path: &[Step]| {
            let cause = causes.entry(path.into()).or_insert((rank, index));
            *cause = (*cause).min((rank, index));
        };
        let path = finding.site.path.0.as_slice();
        register(path);
        // An item explains findings about its list only where it certainly breaks something.
        if let [list @ .., Step::Index(_)] = path
            && finding.severity == Severity::Error
        {
            register(list);
        }
    }
    let cause_of = |finding: &Finding| {
        let own = rank(finding);
        if own.is_none() && !finding.rule.needs_auth() {
            return None;
        }
        let path = finding.site.path.0.as_slice();
        // The root of the values is not a setting.
        let around = (1..=path.len()).filter_map(|length| causes.get(path.get(..length)?));
        let related = finding.related.iter().filter_map(|related| causes.get(related.site.path.0.as_slice()));
        around
            .chain(related.filter(|_| own.is_none()))
            .filter(|(rank, _)| own.is_none_or(|own| *rank < own))
            .min()
            .map(|(_, index)| *index)
    };
    let explained: Vec<Option<usize>> = findings.iter().map(cause_of).collect();
    for (index, cause) in explained.iter().enumerate() {
        let severity = findings.get(index).map(|finding| finding.severity);
        if let (Some(severity), Some(cause)) = (severity, cause.and_then(|cause| findings.get_mut(cause))) {
            cause.severity = cause.severity.max(severity);
        }
    }
    explained.iter().map(Option::is_some).collect()
}

/// Marks the findings that another one explains: its rule supersedes theirs, and one path is at or below the other.
pub(super) fn superseded(findings: &[Finding]) -> Vec<bool> {
    let mut explained: HashMap<&str, Vec<&[Step]>> = HashMap::new();
    for finding in findings {
        let paths = iter::once(&finding.site.path).chain(&finding.covers).map(|path| path.0.as_slice());
        for rule in finding.rule.supersedes {
            explained.entry(rule.name).or_default().extend(paths.clone());
        }
        for (rules, path) in &finding.explains {
            for rule in rules {
                explained.entry(rule.name).or_default().push(path.0.as_slice());
            }
        }
    }
    for paths in explained.values_mut() {
        // No remaining path is below another, and they are sorted, so at most the two neighbors of a path overlap it.
        paths.sort_unstable();
        paths.dedup_by(|path, before| path.starts_with(before));
    }
    let is_explained = |finding: &Finding| {
        let paths = explained.get(finding.rule.name)?;
        let path = finding.site.path.0.as_slice();
        let next = paths.partition_point(|other| *other < path);
        let neighbors = [next.checked_sub(1), Some(next)].into_iter().flatten();
        let mut others = neighbors.filter_map(|index| paths.get(index));
        Some(others.any(|other| other.starts_with(path) || path.starts_with(other)))
    };
    findings.iter().map(|finding| is_explained(finding).unwrap_or(false)).collect()
}
