//! Findings that fixes cause.

use std::collections::{BTreeMap, HashSet};

use super::batch::{Chosen, targets};
use super::converge::counts;
use crate::diagnostic::Severity;
use crate::lint::FindingSummary;
use crate::values::Path;
use crate::yaml::edit::Change;

/// Rules that only report that a setting is not read: the login works nevertheless.
const UNREAD: [&str; 9] = [
    "misplaced-key",
    "unknown-key",
    "wrong-key-case",
    "wrong-chart-key",
    "binary-auth-at-wrong-level",
    "core-external-block-misindented",
    "core-openid-null-sibling",
    "duplicate-keys",
    "multi-document-values-file",
];

/// Returns whether a finding keeps users from logging in.
pub(super) fn breaks_login(all: &[FindingSummary]) -> bool {
    all.iter().any(|finding| finding.severity == Severity::Error && !UNREAD.contains(&finding.rule))
}

/// Counts the findings of each rule.
fn by_rule(all: &[FindingSummary]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in all {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

/// Returns the first rule with new findings after the fixes. If the login did not work before, findings about what the
/// fixes moved or renamed are not new.
pub(super) fn news(
    known: &[FindingSummary],
    found: &[FindingSummary],
    chosen: &[Chosen<'_>],
    works: bool,
) -> Option<&'static str> {
    let known = by_rule(known);
    let uncovers = !works && chosen.iter().all(|chosen| only_uncovers(chosen.changes));
    let moved: HashSet<Path> = chosen.iter().flat_map(|chosen| targets(chosen.changes)).collect();
    let mut counted: BTreeMap<&'static str, usize> = BTreeMap::new();
    for finding in found {
        let count = counted.entry(finding.rule).or_default();
        *count += 1;
        let is_new = *count > known.get(finding.rule).copied().unwrap_or_default();
        let is_moved = || {
            (0..=finding.path.0.len()).any(|depth| finding.path.0.get(..depth).is_some_and(|path| moved.contains(path)))
        };
        if is_new && counts(finding.severity, finding.is_from_user) && !uncovers && (works || !is_moved()) {
            return Some(finding.rule);
        }
    }
    None
}

/// Returns whether changes only move or rename settings to where they are read.
fn only_uncovers(changes: &[Change]) -> bool {
    changes.iter().all(|change| matches!(change, Change::Move { .. } | Change::Rename { .. } | Change::JoinDocuments))
}
