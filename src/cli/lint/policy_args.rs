//! Which rules are asked, and what does not count.

use std::path::PathBuf;

use crate::config::{Config, RuleName};
use crate::lint::{Level, Policy};

/// The flags.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct PolicyArgs {
    /// Run only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = RuleName::parse)]
    select: Vec<RuleName>,

    /// Skip these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = RuleName::parse)]
    ignore: Vec<RuleName>,

    /// Severity of a rule: `error`, `warning`, `info` or `off`
    #[arg(long, value_name = "RULE=SEVERITY", value_delimiter = ',', value_parser = graded)]
    severity: Vec<(RuleName, Level)>,

    /// Baseline file; findings recorded in it do not count
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,

    /// Record all current findings in the baseline file
    #[arg(long)]
    pub(super) write_baseline: bool,

    /// Config file to use instead of the nearest `.flyte-auth.toml`
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,

    /// Ignore config files
    #[arg(long)]
    pub(super) no_config: bool,
}

impl PolicyArgs {
    /// What the settings say, and the flags on top.
    pub(super) fn policy(&self, config: &Config) -> Policy {
        let mut policy = Policy::default();
        config.apply(&mut policy);
        if !self.select.is_empty() {
            policy.select_all();
        }
        for rule in &self.select {
            policy.select(rule.0);
        }
        for rule in &self.ignore {
            policy.set_level(rule.0, Level::Off);
        }
        for (rule, level) in &self.severity {
            policy.set_level(rule.0, *level);
        }
        policy
    }
}

fn graded(text: &str) -> Result<(RuleName, Level), String> {
    let (rule, level) = text.split_once('=').ok_or("write it as `rule=warning`")?;
    Ok((RuleName::parse(rule.trim())?, level.trim().parse()?))
}
