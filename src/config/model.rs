//! The settings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};

use crate::chart::Chart;
use crate::diagnostic::Severity;
use crate::flyte::FlyteVersion;
use crate::lint::{self, Level, Policy, Rule};
use crate::values::HelmVersion;

/// Settings of `flyte-auth lint` for a repository. Flags take precedence.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The chart that the values are for; default: detected from each release's values.
    pub chart: Option<Chart>,
    /// The version of Flyte, for example `1.16.8`.
    #[serde(deserialize_with = "version")]
    #[schemars(with = "Option<String>")]
    pub flyte_version: Option<FlyteVersion>,
    /// The Helm major version whose merge rules apply: 3 or 4.
    #[serde(deserialize_with = "helm")]
    #[schemars(with = "Option<u8>", range(min = 3, max = 4))]
    pub helm_version: Option<HelmVersion>,
    /// The lowest severity for which the exit code is 1.
    pub fail_on: Option<Severity>,
    /// Run only these rules.
    pub select: Vec<RuleName>,
    /// Skip these rules.
    pub ignore: Vec<RuleName>,
    /// The severity of a rule's findings: `error`, `warning`, `info`, or `off`.
    pub severity: BTreeMap<RuleName, Level>,
    /// A baseline file, which `--write-baseline` writes. Its findings do not count.
    pub baseline: Option<PathBuf>,
    /// Files and directories to skip, with patterns as in `.gitignore`.
    pub exclude: Vec<String>,
    /// The releases that `flyte-auth lint` checks without file arguments.
    pub release: Vec<ReleaseConfig>,
}

/// The values files of one release, as `helm upgrade` gets them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReleaseConfig {
    /// The values files in the order of their layers, relative to this file.
    #[schemars(length(min = 1))]
    pub files: Vec<PathBuf>,
    /// Values to set, as `helm --set` does: `key=value`.
    #[serde(default)]
    pub set: Vec<String>,
    /// The release's name.
    #[serde(default)]
    pub name: Option<String>,
    /// Its namespace.
    #[serde(default)]
    pub namespace: Option<String>,
    /// The chart that the values are for.
    #[serde(default)]
    pub chart: Option<Chart>,
    /// A custom chart whose defaults apply: a directory or a `.tgz`, relative to this file.
    #[serde(default)]
    pub chart_dir: Option<PathBuf>,
    /// The version of Flyte.
    #[serde(default, deserialize_with = "version")]
    #[schemars(with = "Option<String>")]
    pub flyte_version: Option<FlyteVersion>,
    /// Whether the files are only a layer of the release (`true`: missing settings are not reported) or the
    /// complete release (`false`); default: detected.
    #[serde(default)]
    pub part: Option<bool>,
}

impl Config {
    /// Applies these settings to a policy.
    pub fn apply(&self, policy: &mut Policy) {
        for rule in &self.select {
            policy.select(rule.0);
        }
        for rule in &self.ignore {
            policy.set_level(rule.0, Level::Off);
        }
        for (rule, level) in &self.severity {
            policy.set_level(rule.0, *level);
        }
    }
}

/// The name of an existing rule.
#[derive(Debug, Clone, Copy)]
pub struct RuleName(pub &'static Rule);

impl RuleName {
    /// Finds the rule with this name. The error suggests a similar one.
    pub fn parse(name: &str) -> Result<Self, String> {
        lint::find(name).map(Self).ok_or_else(|| {
            lint::suggest(name).map_or_else(
                || format!("there is no rule `{name}`; `flyte-auth rules` lists them"),
                |suggestion| format!("there is no rule `{name}`; did you mean `{suggestion}`?"),
            )
        })
    }
}

impl PartialEq for RuleName {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for RuleName {}

impl PartialOrd for RuleName {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RuleName {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.name.cmp(other.0.name)
    }
}

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let name = String::deserialize(reader)?;
        Self::parse(&name).map_err(de::Error::custom)
    }
}

impl JsonSchema for RuleName {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RuleName".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<&str> = lint::ALL.iter().map(|rule| rule.name).collect();
        schemars::json_schema!({"type": "string", "enum": names})
    }
}

fn version<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<FlyteVersion>, D::Error> {
    let text = String::deserialize(reader)?;
    FlyteVersion::parse_any(&text).map(Some).map_err(de::Error::custom)
}

fn helm<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<HelmVersion>, D::Error> {
    match u8::deserialize(reader)? {
        3 => Ok(Some(HelmVersion::V3)),
        4 => Ok(Some(HelmVersion::V4)),
        version => Err(de::Error::custom(format!("{version} is not a supported version of Helm: use 3 or 4"))),
    }
}

/// Returns the JSON Schema of the file.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Config);
    schema.insert("title".to_owned(), ".flyte-auth.toml".into());
    schema.to_value()
}
