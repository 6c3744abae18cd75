//! Findings of rules, with paths in values instead of positions in texts.

use super::rule::Rule;
use crate::diagnostic::{Applicability, Fault, Severity};
use crate::values::{Origin, Path};
use crate::yaml::edit::Change;

/// The part of the values that a finding is about.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueRef {
    /// The path in the user's values.
    pub path: Path,
    /// The place where it is written, or for a missing value, the nearest block around it; `None` if there is none.
    pub origin: Option<Origin>,
    /// Whether the value is written, by the user, the chart or Flyte.
    pub present: bool,
}

impl ValueRef {
    /// Returns whether the user wrote the value.
    pub fn is_from_user(&self) -> bool {
        self.present && self.origin.as_ref().is_some_and(Origin::is_user)
    }
}

/// Another part of the values that a finding refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub site: ValueRef,
    /// A few words.
    pub text: String,
}

/// A fix, as changes of values.
#[derive(Debug, Clone)]
pub struct ProposedFix {
    /// The title, an imperative: "Quote the ID".
    pub title: String,
    /// Whether it can be applied without review.
    pub applicability: Applicability,
    /// The changes, applied in this order, with paths in the user's values. Each one is made in the file that holds the
    /// value, which may differ from the file of the finding.
    pub changes: Vec<Change>,
}

/// A problem that a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// The message, and the help.
    pub fault: Fault,
    pub site: ValueRef,
    /// A few words at the site; may be empty.
    pub label: String,
    pub related: Vec<Related>,
    /// Further paths at or below which this finding explains those of superseded rules.
    pub covers: Vec<Path>,
    /// Rules whose findings at or below a path this one explains, in addition to those that its rule always supersedes.
    pub explains: Vec<(Vec<&'static Rule>, Path)>,
    /// Whether others may follow from it, so that it is reported first.
    pub is_cause: bool,
    /// The fix; it is dropped if the texts cannot be changed accordingly.
    pub proposed: Option<ProposedFix>,
    /// Whether this finding says that the rule found more than is listed.
    pub is_truncated: bool,
    /// Whether the rules do not apply to these values, so that other findings are not reported.
    pub excludes_others: bool,
}

impl Finding {
    /// Sets the help, in place of the rule's remedy.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.fault = Fault::new(self.fault.message()).help(help);
        self
    }

    /// Sets the label at the site.
    pub fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.label = text.into();
        self
    }

    /// Points at another part of the values.
    pub fn relate(&mut self, site: ValueRef, text: impl Into<String>) -> &mut Self {
        self.related.push(Related { site, text: text.into() });
        self
    }

    /// Overrides the rule's severity.
    pub const fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Proposes a fix.
    pub fn fix(&mut self, title: impl Into<String>, applicability: Applicability, changes: Vec<Change>) -> &mut Self {
        self.proposed = Some(ProposedFix { title: title.into(), applicability, changes });
        self
    }

    /// Marks that the rules do not apply to these values: nothing else is reported.
    pub const fn exclude_others(&mut self) -> &mut Self {
        self.excludes_others = true;
        self
    }

    /// Reports this finding before all others.
    pub const fn report_first(&mut self) -> &mut Self {
        self.is_cause = true;
        self
    }

    /// Marks the findings of `rules` at or below `path` as explained.
    pub fn explains(&mut self, rules: impl IntoIterator<Item = &'static Rule>, path: Path) -> &mut Self {
        self.explains.push((rules.into_iter().collect(), path));
        self
    }

    /// Also marks the findings of superseded rules at or below `path` as explained.
    pub fn covers(&mut self, path: Path) -> &mut Self {
        self.covers.push(path);
        self
    }
}

/// The maximum number of findings of one rule in a report. Real values have fewer; those of a hostile file would not
/// fit into memory.
const MAX_PER_RULE: usize = 10_000;

/// Collects the findings of one rule.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: &'static Rule,
    list: &'a mut Vec<Finding>,
    /// The number of findings of other rules in `list`.
    before: usize,
    /// A finding beyond [`MAX_PER_RULE`], which is not listed.
    beyond: Option<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) const fn new(rule: &'static Rule, list: &'a mut Vec<Finding>) -> Self {
        Self { rule, before: list.len(), list, beyond: None }
    }

    /// Returns whether further findings are dropped.
    pub const fn is_full(&self) -> bool {
        self.beyond.is_some()
    }

    /// Reports a problem at `site`; `message` is one sentence without a full stop. The help is the rule's remedy unless
    /// [`Finding::help`] replaces it.
    pub fn report(&mut self, site: ValueRef, message: impl Into<String>) -> &mut Finding {
        if self.list.len() - self.before < MAX_PER_RULE {
            self.list.push(self.finding(site, message));
        } else {
            if self.beyond.is_none() {
                let message = format!("only the first {MAX_PER_RULE} findings of this rule are listed");
                let listed = self.list.get(self.before..).unwrap_or_default();
                let severity = listed.iter().map(|finding| finding.severity).max().unwrap_or(self.rule.severity);
                self.list.push(Finding { severity, is_truncated: true, ..self.finding(site.clone(), message) });
            }
            return self.beyond.insert(self.finding(site, message));
        }
        // `push_mut` is not stable yet.
        let last = self.list.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was pushed just now")]
        &mut self.list[last]
    }

    fn finding(&self, site: ValueRef, message: impl Into<String>) -> Finding {
        Finding {
            rule: self.rule,
            severity: self.rule.severity,
            fault: Fault::new(message).help(self.rule.remedy),
            site,
            label: String::new(),
            related: Vec::new(),
            covers: Vec::new(),
            explains: Vec::new(),
            is_cause: false,
            proposed: None,
            is_truncated: false,
            excludes_others: false,
        }
    }
}
