//! Comments that keep findings from counting: `# flyte-auth: ignore[rule, …] reason`.
//!
//! | file | holds |
//! | --- | --- |
//! | `comment` | what such a comment says |
//! | `reach` | which part of the file it is about |

mod comment;
mod reach;

pub(super) use comment::{Said, read};

use super::finding::Finding;
use crate::diagnostic::Suppression;
use crate::text::Span;
use crate::values::{Layered, Origin, SourceId};
use reach::reach;

/// A comment that ignores rules.
#[derive(Debug)]
pub(super) struct Ignore {
    /// The file it stands in.
    pub source: SourceId,
    /// The rules, by name, and where each is named.
    pub rules: Vec<(String, Span)>,
    /// Why, in the user's words; may be empty.
    pub reason: String,
    /// The bytes it is about; `None` for the whole file.
    reach: Option<Span>,
    /// Which of the rules it kept from counting at least once.
    used: Vec<bool>,
}

/// The comments that ignore rules.
#[derive(Debug, Default)]
pub(super) struct Ignores(Vec<Ignore>);

impl Ignores {
    /// Finds them.
    pub(super) fn of(layered: &Layered) -> Self {
        let mut all = Vec::new();
        each_comment(layered, |source, document, text, span| {
            let Some(Said::Ignore { rules, reason, whole_file }) = read(text, span) else {
                return;
            };
            let reach = if whole_file { None } else { reach(document, text, span) };
            let used = vec![false; rules.len()];
            all.push(Ignore { source, rules, reason, reach, used });
        });
        Self(all)
    }

    /// Whether one of them is about a finding, and what it says.
    pub(super) fn suppress(&mut self, finding: &Finding) -> Option<Suppression> {
        let mut suppression = None;
        for ignore in &mut self.0 {
            if !ignore.is_about(finding) {
                continue;
            }
            for (rule, used) in ignore.rules.iter().zip(&mut ignore.used) {
                if super::find(&rule.0).is_some_and(|rule| rule.name == finding.rule.name) {
                    *used = true;
                    suppression = Some(Suppression::Comment { reason: ignore.reason.clone() });
                }
            }
        }
        suppression
    }

    /// The names of rules that ignored nothing, with the place of each.
    pub(super) fn unused(&self) -> impl Iterator<Item = (&str, Origin)> {
        self.0.iter().flat_map(|ignore| {
            let rules = ignore.rules.iter().zip(&ignore.used);
            rules.filter(|(_, used)| !**used).map(|((rule, span), _)| (&**rule, ignore.at(*span)))
        })
    }
}

impl Ignore {
    const fn at(&self, span: Span) -> Origin {
        Origin::File { source: self.source, span }
    }

    /// Whether a finding stands where it reaches. A finding that is in no file of the user's stands where its other
    /// end does.
    fn is_about(&self, finding: &Finding) -> bool {
        let Some(reach) = self.reach else {
            return match &finding.site.origin {
                Some(Origin::File { source, .. }) => *source == self.source,
                _ => true,
            };
        };
        let holds = |origin: &Option<Origin>| {
            matches!(origin, Some(Origin::File { source, span })
                if *source == self.source && reach.range().contains(&span.start))
        };
        match &finding.site.origin {
            Some(Origin::File { .. }) => holds(&finding.site.origin),
            _ => finding.related.iter().any(|related| holds(&related.site.origin)),
        }
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
