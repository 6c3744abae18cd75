//! What the user wants to be told.

use std::collections::{HashMap, HashSet};

use super::rule::Rule;
use crate::diagnostic::Severity;

/// Which rules are asked, and how bad what they find is.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    selected: HashSet<&'static str>,
    ignored: HashSet<&'static str>,
    severities: HashMap<&'static str, Severity>,
}

impl Policy {
    /// Asks this rule, and of the others only those that are selected, too.
    pub fn select(&mut self, rule: &'static Rule) {
        self.selected.insert(rule.name);
    }

    /// Does not ask this rule.
    pub fn ignore(&mut self, rule: &'static Rule) {
        self.ignored.insert(rule.name);
    }

    /// Grades what this rule finds.
    pub fn grade(&mut self, rule: &'static Rule, severity: Severity) {
        self.ignored.remove(rule.name);
        self.severities.insert(rule.name, severity);
    }

    /// Whether a rule is asked.
    pub fn asks(&self, rule: &Rule) -> bool {
        !self.ignored.contains(rule.name)
            && (self.selected.is_empty() || self.selected.contains(rule.name))
    }

    /// How bad the user says that a rule's findings are.
    pub(super) fn grade_of(&self, rule: &Rule) -> Option<Severity> {
        self.severities.get(rule.name).copied()
    }
}
