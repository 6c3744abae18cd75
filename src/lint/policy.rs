//! The user's selection of rules and their severities.

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

/// The rules to run, the severity of their findings, and the folder of fingerprints.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The folder relative to which fingerprints name files: the one of the baseline, so that it applies wherever
    /// `lint` runs. Empty for the working directory.
    pub baseline_folder: PathBuf,
    selected: HashSet<&'static str>,
    levels: HashMap<&'static str, Level>,
}

impl Policy {
    /// Selects a rule. Once a rule is selected, only selected rules run.
    pub fn select(&mut self, rule: &'static Rule) {
        self.selected.insert(rule.name);
    }

    /// Clears the selection: all rules run.
    pub fn select_all(&mut self) {
        self.selected.clear();
    }

    /// Sets the level of a rule's findings.
    pub fn set_level(&mut self, rule: &'static Rule, level: Level) {
        self.levels.insert(rule.name, level);
    }

    /// Returns whether a rule runs.
    pub fn runs(&self, rule: &Rule) -> bool {
        self.levels.get(rule.name) != Some(&Level::Off)
            && (self.selected.is_empty() || self.selected.contains(rule.name))
    }

    /// Returns the severity that the user set for a rule's findings.
    pub(super) fn severity_of(&self, rule: &Rule) -> Option<Severity> {
        match self.levels.get(rule.name)? {
            Level::Error => Some(Severity::Error),
            Level::Warning => Some(Severity::Warning),
            Level::Info => Some(Severity::Info),
            Level::Off => None,
        }
    }
}
