//! Flags for rules, the baseline and the config file.

use std::path::PathBuf;

use crate::config::RuleName;
use crate::lint::Level;
use crate::project::{ConfigChoice, Overrides};

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
    config: Option<PathBuf>,

    /// Ignore config files
    #[arg(long)]
    no_config: bool,
}

impl PolicyArgs {
    /// Returns the settings that take precedence over those of the config file.
    pub(super) fn overrides(&self) -> Overrides {
        let skipped = self.ignore.iter().map(|rule| (*rule, Level::Off));
        Overrides {
            config: match &self.config {
                _ if self.no_config => ConfigChoice::Ignored,
                Some(path) => ConfigChoice::File(path.clone()),
                None => ConfigChoice::Nearest,
            },
            select: self.select.clone(),
            levels: skipped.chain(self.severity.iter().copied()).collect(),
            baseline: self.baseline.clone(),
            writes_baseline: self.write_baseline,
        }
    }
}

fn graded(text: &str) -> Result<(RuleName, Level), String> {
    let (rule, level) = text.split_once('=').ok_or("write it as `rule=warning`")?;
    Ok((RuleName::parse(rule.trim())?, level.trim().parse()?))
}
