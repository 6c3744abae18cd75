//! Comments that keep findings from counting: `# flyte-auth: ignore[rule, …] reason`.
//!
//! | file | holds |
//! | --- | --- |
//! | `comment` | what such a comment says |
//! | `groups` | the comments of a rule that are about the same part of a file |
//! | `reach` | which part of the file a comment is about |

mod comment;
mod groups;
mod reach;

pub(super) use comment::{Said, read};

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
    /// The file it is in.
    source: SourceId,
    /// The rules as they are named, where each is named, and its group, if there is such a rule.
    rules: Vec<(String, Span, Option<usize>)>,
    /// Why, in the user's words; may be empty.
    reason: String,
}

/// The comments that ignore rules.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    all: Vec<Ignore>,
    groups: HashMap<&'static str, Groups>,
    /// Of each group whether it kept a finding from counting, and the last of its comments.
    used: Vec<(bool, usize)>,
}

impl Ignores {
    /// Finds them.
    pub(super) fn of(layered: &Layered) -> Self {
        let mut ignores = Self::default();
        for (id, stream) in &layered.files {
            let Some(source) = layered.sources.get(*id) else {
                continue;
            };
            for document in &stream.documents {
                let mut reaches = Reaches::of(document, &source.text);
                for comment in document.comments() {
                    if let Some(Said::Ignore { rules, reason, whole_file }) = read(&source.text, comment.span) {
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

    /// Whether one of them is about a finding, and what it says.
    pub(super) fn suppress(&mut self, finding: &Finding) -> Option<Suppression> {
        if finding.says_more {
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

    /// The names of rules that ignored nothing, with the place of each.
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
