//! Which findings another one explains, so that they are not reported.

use std::collections::HashMap;
use std::iter;

use super::finding::Finding;
use crate::values::Step;

/// For each finding whether another one explains it: the other's rule says so, and both are about the same part of the
/// values, which is that the path of one leads to the other.
pub(super) fn superseded(findings: &[Finding]) -> Vec<bool> {
    let mut explained: HashMap<&str, Vec<&[Step]>> = HashMap::new();
    for finding in findings {
        let paths = iter::once(&finding.site.path).chain(&finding.covers).map(|path| path.0.as_slice());
        for rule in finding.rule.supersedes {
            explained.entry(rule).or_default().extend(paths.clone());
        }
        for (rules, path) in &finding.explains {
            for rule in *rules {
                explained.entry(rule).or_default().push(path.0.as_slice());
            }
        }
    }
    for paths in explained.values_mut() {
        // What is left are paths of which none leads to another, sorted: at most the two neighbors of a path overlap it.
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
