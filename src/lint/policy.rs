//! What the user wants to be reported.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::str::FromStr;

use super::rule::Rule;
use crate::diagnostic::Severity;

/// The severity level of a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Does not work.
    Error,
    /// Depends on settings that the values do not show.
    Warning,
    /// Worth knowing.
    Info,
    /// Not run.
    Off,
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "error" => Ok(Self::Error),
            "warning" => Ok(Self::Warning),
            "info" => Ok(Self::Info),
            "off" => Ok(Self::Off),
            _ => Err(format!("`{text}` is not one of error, warning, info, off")),
        }
    }
}

/// Which rules are asked, how bad what they find is, and how findings are recognized.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The folder from which fingerprints name files, that of the baseline: so it applies wherever `lint` runs. Empty for
    /// the working directory.
    pub baseline_folder: PathBuf,
    selected: HashSet<&'static str>,
    grades: HashMap<&'static str, Level>,
}

impl Policy {
    /// Asks this rule, and of the others only those that are selected, too.
    pub fn select(&mut self, rule: &'static Rule) {
        self.selected.insert(rule.name);
    }

    /// Forgets which rules were selected.
    pub fn select_all(&mut self) {
        self.selected.clear();
    }

    /// Grades what this rule finds.
    pub fn grade(&mut self, rule: &'static Rule, grade: Level) {
        self.grades.insert(rule.name, grade);
    }

    /// Whether a rule is asked.
    pub fn asks(&self, rule: &Rule) -> bool {
        self.grades.get(rule.name) != Some(&Level::Off)
            && (self.selected.is_empty() || self.selected.contains(rule.name))
    }

    /// How bad the user says that a rule's findings are.
    pub(super) fn severity_of(&self, rule: &Rule) -> Option<Severity> {
        match self.grades.get(rule.name)? {
            Level::Error => Some(Severity::Error),
            Level::Warning => Some(Severity::Warning),
            Level::Info => Some(Severity::Info),
            Level::Off => None,
        }
    }
}
