//! The parameters of a lint run.

use std::path::PathBuf;
use std::sync::Arc;

use super::ContentKind;
use crate::chart::Chart;
use crate::config::{Config, RuleName};
use crate::deployment::Deployment;
use crate::flyte::FlyteVersion;
use crate::lint::{Completeness, Level, Policy};
use crate::values::HelmVersion;
use crate::values::set::SetKind;

/// What to check, and how. These settings take precedence over those of `.flyte-auth.toml`.
#[derive(Debug, Clone)]
pub struct LintRequest {
    /// Files that are one release each, and directories to search.
    pub paths: Vec<PathBuf>,
    /// Values files that are the layers of one release; later ones take precedence.
    pub layers: Vec<PathBuf>,
    /// Flags of the `--set` family, for the release of `layers` or for each of `paths`.
    pub flags: Vec<(SetKind, String)>,
    /// The kind of the files; `None` to detect it from their content.
    pub kind: Option<ContentKind>,
    /// The chart that the values are for; `None` to detect it from the values.
    pub chart: Option<Chart>,
    /// The directory or archive of the user's own chart.
    pub chart_dir: Option<PathBuf>,
    /// The name of the release.
    pub release: String,
    /// The namespace of the release.
    pub namespace: String,
    /// The Helm version whose merge rules apply.
    pub helm: Option<HelmVersion>,
    /// The version of Flyte that the values are for.
    pub flyte: Option<FlyteVersion>,
    /// Whether missing settings are reported.
    pub completeness: Completeness,
    /// The name of standard input in reports.
    pub stdin_name: Option<String>,
    /// The deployment that client configs are for.
    pub deployment: Option<Arc<Deployment>>,
    /// Settings that take precedence over those of the config file.
    pub overrides: Overrides,
}

/// The config file to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigChoice {
    /// The nearest `.flyte-auth.toml` at or above a file.
    Nearest,
    /// This file.
    File(PathBuf),
    /// No config file.
    Ignored,
}

/// Settings that take precedence over those of the config file.
#[derive(Debug, Clone)]
pub struct Overrides {
    pub config: ConfigChoice,
    /// The only rules to run; all if empty.
    pub select: Vec<RuleName>,
    /// Levels of rules, in the order in which they apply.
    pub levels: Vec<(RuleName, Level)>,
    /// The baseline file.
    pub baseline: Option<PathBuf>,
    /// Whether the run writes the baseline, so that it doesn't apply.
    pub writes_baseline: bool,
}

impl Overrides {
    /// Returns the policy of a config file with these overrides.
    pub(super) fn policy(&self, config: &Config) -> Policy {
        let mut policy = Policy::default();
        config.apply(&mut policy);
        if !self.select.is_empty() {
            policy.select_all();
        }
        for rule in &self.select {
            policy.select(rule.0);
        }
        for (rule, level) in &self.levels {
            policy.set_level(rule.0, *level);
        }
        policy
    }
}
