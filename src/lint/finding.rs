//! What a rule finds, while it still points into values and not into texts.

use super::rule::Rule;
use crate::diagnostic::{Applicability, Fault, Severity};
use crate::values::{Origin, Path};
use crate::yaml::edit::Change;

/// A part of the values that a finding is about.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueRef {
    /// Its path in the values, as the user writes it.
    pub path: Path,
    /// Where it was written; for what is missing the nearest thing around it, `None` when there is nothing.
    pub origin: Option<Origin>,
    /// Whether the thing itself was written, by whomever; else it is missing.
    pub present: bool,
}

impl ValueRef {
    /// Whether the user wrote the thing itself.
    pub fn is_said(&self) -> bool {
        self.present && self.origin.as_ref().is_some_and(Origin::is_user)
    }
}

/// The other end of what does not fit together.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub site: ValueRef,
    /// A few words.
    pub text: String,
}

/// What would make a finding go away, while it is still about values.
#[derive(Debug, Clone)]
pub struct ProposedFix {
    /// What it does, as a request: "Quote the id".
    pub title: String,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// What is to be different, one after the other, in paths as the user writes them. Each is made in the file where
    /// the value is, which may be another one than the finding's.
    pub changes: Vec<Change>,
}

/// A fault that a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, and what would be right.
    pub fault: Fault,
    pub site: ValueRef,
    /// A few words there; may be empty.
    pub label: String,
    /// The other ends.
    pub related: Vec<Related>,
    /// The paths whose findings by superseded rules this one explains, besides its own.
    pub covers: Vec<Path>,
    /// Rules whose findings this one explains at or below a path, besides those that its own rule supersedes.
    pub explains: Vec<(&'static [&'static str], Path)>,
    /// Whether others may follow from it, so that it is reported first.
    pub is_cause: bool,
    /// What would make it go away; where the texts cannot be changed so, nothing comes of it.
    pub proposed: Option<ProposedFix>,
    /// Whether the rule found more than is listed, which this finding says.
    pub says_more: bool,
    /// Whether the rules do not apply to these values, so that other findings are not reported.
    pub excludes_others: bool,
}

impl Finding {
    /// What would be right, or what to do; in place of the rule's own remedy.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.fault = Fault::new(self.fault.message()).help(help);
        self
    }

    /// A few words at the place itself.
    pub fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.label = text.into();
        self
    }

    /// Points at the other end.
    pub fn relate(&mut self, site: ValueRef, text: impl Into<String>) -> &mut Self {
        self.related.push(Related { site, text: text.into() });
        self
    }

    /// Another severity than the rule's.
    pub const fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// What would make it go away.
    pub fn fix(&mut self, title: impl Into<String>, applicability: Applicability, changes: Vec<Change>) -> &mut Self {
        self.proposed = Some(ProposedFix { title: title.into(), applicability, changes });
        self
    }

    /// The rules do not apply to these values: nothing else is reported.
    pub const fn exclude_others(&mut self) -> &mut Self {
        self.excludes_others = true;
        self
    }

    /// Tells it before all others.
    pub const fn tell_first(&mut self) -> &mut Self {
        self.is_cause = true;
        self
    }

    /// Explains the findings of `rules` at or below `path`, which its own rule does not always.
    pub fn explains(&mut self, rules: &'static [&'static str], path: Path) -> &mut Self {
        self.explains.push((rules, path));
        self
    }

    /// Explains the findings of superseded rules at or below `path`, too.
    pub fn covers(&mut self, path: Path) -> &mut Self {
        self.covers.push(path);
        self
    }
}

/// How many findings of one rule a report lists: no values have so many, and all of a hostile file's do not fit into
/// memory.
const MOST_OF_A_RULE: usize = 10_000;

/// Takes what one rule finds.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: &'static Rule,
    list: &'a mut Vec<Finding>,
    /// How many others found before.
    before: usize,
    /// What is found beyond [`MOST_OF_A_RULE`].
    beyond: Option<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) const fn new(rule: &'static Rule, list: &'a mut Vec<Finding>) -> Self {
        Self { rule, before: list.len(), list, beyond: None }
    }

    /// Whether what is found from now on is not listed.
    pub const fn is_full(&self) -> bool {
        self.beyond.is_some()
    }

    /// Something wrong at `site`, said in one sentence without a full stop. The rule's remedy is its help until
    /// [`Finding::help`] says something better.
    pub fn report(&mut self, site: ValueRef, message: impl Into<String>) -> &mut Finding {
        if self.list.len() - self.before < MOST_OF_A_RULE {
            self.list.push(self.finding(site, message));
        } else {
            if self.beyond.is_none() {
                let message = format!("only the first {MOST_OF_A_RULE} findings of this rule are listed");
                let listed = self.list.get(self.before..).unwrap_or_default();
                let severity = listed.iter().map(|finding| finding.severity).max().unwrap_or(self.rule.severity);
                self.list.push(Finding { severity, says_more: true, ..self.finding(site.clone(), message) });
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
            says_more: false,
            excludes_others: false,
        }
    }
}
