//! Comments that suppress findings: `# flyte-auth: ignore[rule, …] reason`.
//!
//! | file | holds |
//! | --- | --- |
//! | `comment` | the syntax of such a comment |
//! | `groups` | the comments of a rule that cover the same part of a file |
//! | `reach` | the part of the file that a comment covers |

mod comment;
mod groups;
mod reach;

pub(super) use comment::{Directive, read};

use std::collections::HashMap;

use super::finding::Finding;
use crate::diagnostic::Suppression;
use crate::text::Span;
use crate::values::{Layered, Origin, SourceId};
use groups::Groups;
use reach::Reaches;

/// A comment that ignores rules.
#[derive(Debug)]
struct Ignore {
    /// The file of the comment.
    source: SourceId,
    /// The rule names with their positions, and the group of each known rule.
    rules: Vec<(String, Span, Option<usize>)>,
    /// The reason in the user's words; may be empty.
    reason: String,
}

/// All ignore comments of a release.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    all: Vec<Ignore>,
    groups: HashMap<&'static str, Groups>,
    /// For each group, whether it suppressed a finding, and its last comment.
    used: Vec<(bool, usize)>,
}

impl Ignores {
    /// Collects the ignore comments.
    pub(super) fn of(layered: &Layered) -> Self {
        let mut ignores = Self::default();
        for (id, stream) in &layered.files {
            let Some(source) = layered.sources.get(*id) else {
                continue;
            };
            for document in &stream.documents {
                let mut reaches = Reaches::of(document, &source.text);
                for comment in document.comments() {
                    if let Some(Directive::Ignore { rules, reason, whole_file }) = read(&source.text, comment.span) {
                        let reach = if whole_file { None } else { reaches.reach(comment.span) };
                        ignores.add(*id, rules, reason, reach);
                    }
                }
            }
        }
        for groups in ignores.groups.values_mut() {
            groups.sort();
        }
        ignores
    }

    fn add(&mut self, source: SourceId, rules: Vec<(String, Span)>, reason: String, reach: Option<Span>) {
        let Self { all, groups, used } = self;
        let rules = rules.into_iter().map(|(name, span)| {
            let group = super::find(&name).map(|rule| {
                let group = groups.entry(rule.name).or_default().group(source, reach, used.len());
                if group == used.len() {
                    used.push((false, all.len()));
                }
                if let Some((_, last)) = used.get_mut(group) {
                    *last = all.len();
                }
                group
            });
            (name, span, group)
        });
        let rules = rules.collect();
        all.push(Ignore { source, rules, reason });
    }

    /// Returns the suppression if a comment covers a finding.
    pub(super) fn suppress(&mut self, finding: &Finding) -> Option<Suppression> {
        if finding.is_truncated {
            return None;
        }
        let groups = self.groups.get(finding.rule.name)?;
        let mut last = None;
        groups.about(finding, |group| {
            if let Some((used, comment)) = self.used.get_mut(group) {
                *used = true;
                last = last.max(Some(*comment));
            }
        });
        Some(Suppression::Comment { reason: self.all.get(last?)?.reason.clone() })
    }

    /// Returns the names of rules that ignored nothing, with their positions.
    pub(super) fn unused(&self) -> impl Iterator<Item = (&str, Origin)> {
        let is_used =
            |group: &Option<usize>| group.and_then(|group| self.used.get(group)).is_some_and(|(used, _)| *used);
        self.all.iter().flat_map(move |ignore| {
            let unused = ignore.rules.iter().filter(move |(_, _, group)| !is_used(group));
            unused.map(|(rule, span, _)| (&**rule, Origin::File { source: ignore.source, span: *span }))
        })
    }
}

/// Visits every comment of the files.
pub(super) fn each_comment(layered: &Layered, mut visit: impl FnMut(SourceId, &crate::yaml::Document, &[u8], Span)) {
    for (id, stream) in &layered.files {
        let Some(source) = layered.sources.get(*id) else {
            continue;
        };
        for document in &stream.documents {
            for comment in document.comments() {
                visit(*id, document, &source.text, comment.span);
            }
        }
    }
}
