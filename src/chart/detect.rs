//! Detects the chart that values are for.

use std::fmt;

use super::any_chart;
use crate::values::Value;

/// A Helm chart that installs Flyte 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Chart {
    /// One process that runs everything.
    FlyteBinary,
    /// One deployment per component.
    FlyteCore,
}

/// The help of errors about values whose chart is not known.
const PASS_CHART: &str = "pass `--chart flyte-binary` or `--chart flyte-core`";

/// The values do not show which chart they are for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
pub enum DetectError {
    /// The values have no key that only one chart reads.
    #[error("cannot tell from these values which chart they are for: no key in them belongs to one chart only")]
    #[diagnostic(help("{PASS_CHART}"))]
    Neither,
    /// The values have keys of both charts.
    #[error("cannot tell which chart these values are for: `{binary}` belongs to flyte-binary, `{core}` to flyte-core")]
    #[diagnostic(help("{PASS_CHART}"))]
    Both {
        /// A key of flyte-binary.
        binary: &'static str,
        /// A key of flyte-core.
        core: &'static str,
    },
}

impl fmt::Display for Chart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// The top-level key of flyte-core's example values that no template reads (`values-eks.yaml`, `values-gcp.yaml`,
/// v1.16.8).
const USER_SETTINGS: &str = "userSettings";

/// Paths that only users of flyte-binary write at the root, although they belong under `configuration`.
const BINARY_MISPLACED: &[&[&str]] =
    &[&["oidc", "baseUrl"], &["inline"], &["auth", "oidc"], &["auth", "internal"], &["auth", "enableAuthServer"]];

/// Paths that only users of flyte-core write at the root, although they belong under `configmap`.
const CORE_MISPLACED: &[&[&str]] = &[
    &["adminServer"],
    &["userAuth"],
    &["appAuth"],
    &["auth", "userAuth"],
    &["auth", "appAuth"],
    &["adminOauthClientCredentials"],
];

/// Paths that only flyte-binary has.
const SURELY_BINARY: &[&[&str]] = &[
    &["configuration", "auth"],
    &["configuration", "inline"],
    &["configuration", "externalConfigMap"],
    &["configuration", "storage", "userDataContainer"],
    &["configuration", "storage", "metadataContainer"],
    &["flyte-core-components"],
];

/// Paths that only flyte-core has.
const SURELY_CORE: &[&[&str]] = &[
    &["flyteadmin"],
    &["flytepropeller"],
    &["flytescheduler"],
    &["flyteconsole"],
    &["datacatalog"],
    &["workflow_scheduler"],
    &["cluster_resource_manager"],
    &["configmap", "adminServer"],
    &["configmap", "admin"],
    &["secrets", "adminOauthClientCredentials"],
];

/// Keys that wrap values, or name containers and jobs, in files of other tools. None of them is the alias of a
/// subchart.
const WRAPPERS: &[&str] =
    &["values", "helmValues", "valuesObject", "helm", "config", "configurations", "services", "jobs"];

impl Chart {
    /// Returns the chart's name, as in `flyteorg/<name>`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FlyteBinary => "flyte-binary",
            Self::FlyteCore => "flyte-core",
        }
    }

    /// Finds the chart with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chart| chart.name() == name)
    }

    /// Returns whether values are certainly for one of these charts. Other charts have `service`, `deployment` and
    /// similar keys, too.
    pub fn is_surely_flyte(values: &Value) -> bool {
        let block = |key: &str| values.get(key).is_some_and(|value| value.as_map().is_some());
        Self::is_surely_here(values)
            || ["flyte-core", "flyte-binary"].iter().any(|name| block(name))
            || Self::aliased(values).is_some()
    }

    /// Returns whether values certainly belong to Flyte's chart itself, not to an umbrella chart.
    fn is_surely_here(values: &Value) -> bool {
        let mut paths = SURELY_BINARY.iter().chain(SURELY_CORE).chain(CORE_MISPLACED);
        paths.any(|path| values.at(path).is_some()) || Self::is_surely_flyte_2(values)
    }

    /// Returns the only key whose values are certainly for one of these charts: an alias from a `Chart.yaml`. The
    /// charts' own keys do not count, nor do keys that hold YAML anchors.
    fn aliased(values: &Value) -> Option<(&str, Self)> {
        let may_be_alias = |key: &str| {
            !Self::some_reads(key)
                && !key.starts_with(['_', '.'])
                && !key.starts_with("x-")
                && !WRAPPERS.contains(&key)
                && !BINARY_MISPLACED.iter().chain(CORE_MISPLACED).any(|path| path.first() == Some(&key))
        };
        let is_surely = |inner: &Value| Self::sure(inner).is_some();
        let mut found = values.as_map()?.iter().filter_map(|(key, entry)| {
            let inner = Some(&entry.value).filter(|inner| may_be_alias(key) && is_surely(inner))?;
            Some((&**key, Self::detect(inner).ok()?))
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Returns whether one of these charts, or Helm for any chart, reads a top-level key, or flyte-core's example
    /// values have it.
    pub fn some_reads(key: &str) -> bool {
        key == USER_SETTINGS || Self::ALL.iter().any(|chart| chart.root_keys().any(|known| known == key))
    }

    /// Returns the top-level keys that this chart reads and the other does not.
    fn own_keys(self) -> impl Iterator<Item = &'static str> {
        self.root_keys().filter(move |key| !self.other().root_keys().any(|other| other == *key))
    }

    /// Returns whether values have a key that hardly any other file has.
    pub fn has_own_keys(values: &Value) -> bool {
        let mut keys = Self::ALL.into_iter().flat_map(Self::root_keys);
        Self::is_surely_flyte(values) || keys.any(|key| !any_chart::has(key) && values.get(key).is_some())
    }

    /// Returns the chart that has a block which no other chart has.
    fn sure(values: &Value) -> Option<Self> {
        let has = |paths: &[&[&str]]| paths.iter().any(|path| values.at(path).is_some());
        match (has(SURELY_BINARY), has(SURELY_CORE)) {
            (true, false) => Some(Self::FlyteBinary),
            (false, true) => Some(Self::FlyteCore),
            (false, false) if Self::is_surely_flyte_2(values) => Some(Self::FlyteBinary),
            _ => None,
        }
    }

    /// Detects the chart of the user's merged values.
    pub fn detect(values: &Value) -> Result<Self, DetectError> {
        if let Some(chart) = Self::sure(values) {
            return Ok(chart);
        }
        let has_path_of_binary = any_chart::has_path_of_binary(values);
        let decides = |key: &&str| has_path_of_binary || !any_chart::KEYS.contains(key);
        let first = |chart: Self| chart.own_keys().find(|key| values.get(key).is_some() && decides(key));
        match (first(Self::FlyteBinary), first(Self::FlyteCore)) {
            (Some(_), None) => Ok(Self::FlyteBinary),
            (None, Some(_)) => Ok(Self::FlyteCore),
            (None, None) => Err(DetectError::Neither),
            (Some(binary), Some(core)) => Err(DetectError::Both { binary, core }),
        }
    }

    /// Detects the chart of the user's merged values, even if its blocks are only at the wrong level.
    pub fn detect_misplaced(values: &Value) -> Result<Self, DetectError> {
        Self::detect(values).or_else(|error| {
            let has = |path: &[&str]| values.at(path).is_some();
            let any = |paths: &[&[&str]]| paths.iter().any(|path| has(path));
            match (any(BINARY_MISPLACED), any(CORE_MISPLACED)) {
                (true, false) if error == DetectError::Neither => Ok(Self::FlyteBinary),
                (false, true) if error == DetectError::Neither => Ok(Self::FlyteCore),
                _ => Self::inside(values).ok_or(error),
            }
        })
    }

    /// Detects the chart of values below a key that neither chart has.
    fn inside(values: &Value) -> Option<Self> {
        values
            .as_map()?
            .values()
            .find_map(|entry| Self::sure(&entry.value).or_else(|| Self::sure_of_auth(&entry.value)))
    }

    /// Detects the chart of auth settings that lack their top-level key.
    fn sure_of_auth(values: &Value) -> Option<Self> {
        let has = |paths: &[&[&str]]| paths.iter().any(|path| values.at(path).is_some());
        if has(&[&["adminServer", "auth"], &["adminServer", "server"], &["adminOauthClientCredentials"]]) {
            return Some(Self::FlyteCore);
        }
        has(&[&["auth", "oidc"], &["auth", "internal"], &["auth", "flyteClient"], &["inline", "auth"]])
            .then_some(Self::FlyteBinary)
    }

    /// Returns the key of the subchart's values, and its chart if the key or the values show it. The key has the
    /// chart's name or usual alias, or its values are certainly for the chart, and the values have no other sign of
    /// Flyte. Keys of any chart, such as `ingress`, do not count.
    pub fn nested_key(values: &Value) -> Option<(&str, Option<Self>)> {
        if Self::is_surely_here(values) {
            return None;
        }
        if let Some((key, chart)) = Self::aliased(values) {
            return Some((key, Some(chart)));
        }
        if Self::detect_misplaced(values).is_ok() {
            return None;
        }
        [("flyte-core", Some(Self::FlyteCore)), ("flyte-binary", Some(Self::FlyteBinary)), ("flyte", None)]
            .into_iter()
            .find_map(|(key, chart)| {
                let inner = values.get(key)?;
                inner.as_map()?;
                Some((key, chart.or_else(|| Self::detect(inner).ok())))
            })
    }
}

/// The values of Flyte's chart: all values of the release, or those under a key of an umbrella chart.
#[derive(Debug, Clone, Copy)]
pub struct OwnValues<'a> {
    pub values: &'a Value,
    /// The key that they are under, in an umbrella chart's values.
    pub key: Option<&'a str>,
    /// The chart that they are for, if the key or the values show it.
    pub chart: Option<Chart>,
}

impl<'a> OwnValues<'a> {
    /// Finds the chart's values in a release's merged values.
    pub fn of(values: &'a Value) -> Self {
        let nested = Chart::nested_key(values)
            .and_then(|(key, chart)| Some(Self { values: values.get(key)?, key: Some(key), chart: Some(chart?) }));
        nested.unwrap_or(Self { values, key: None, chart: None })
    }
}

#[cfg(test)]
mod tests {
    use super::{Chart, OwnValues};
    use crate::values::layer_one;

    fn nested(text: &str) -> Option<String> {
        let layered = layer_one("values.yaml", text.as_bytes()).ok()?;
        let own = OwnValues::of(&layered.values);
        Some(format!("{}: {}", own.key?, own.chart?))
    }

    #[test]
    fn finds_a_subchart_by_its_name_or_alias() {
        for (text, expected) in [
            ("flyte-core: {}", Some("flyte-core: flyte-core")),
            ("flyte: {ingress: {create: true}}", Some("flyte: flyte-binary")),
            ("my-flyte: {flyteadmin: {}}", Some("my-flyte: flyte-core")),
            ("ingress: {}\nours: {configuration: {auth: {}}}", Some("ours: flyte-binary")),
            // The chart's own keys, top-level keys, anchors, and two candidates.
            ("storage: {}\ndb: {datacatalog: {}}", None),
            ("flyteadmin: {}\nours: {flyteadmin: {}}", None),
            ("_base: {flyteadmin: {}}\nstorage: {}", None),
            ("one: {flyteadmin: {}}\ntwo: {flyteadmin: {}}", None),
            ("inline: {storage: {}, auth: {userAuth: {}}}", None),
            ("my-flyte: {}", None),
            ("flyteconnector: {flyteadmin: {}}", None),
            ("enabled_plugins: {flyteadmin: {}}", None),
        ] {
            assert_eq!(nested(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_chart_reads_the_keys_of_its_schema() {
        for key in Chart::ALL.into_iter().flat_map(Chart::root_keys) {
            assert!(Chart::some_reads(key), "{key}");
        }
        assert!(!Chart::some_reads("grafana"));
    }

    #[test]
    fn a_key_that_only_one_chart_reads_identifies_it() {
        for (text, expected) in [
            ("enabled_plugins: {}", Some(Chart::FlyteBinary)),
            ("forceNamespace: flyte", Some(Chart::FlyteCore)),
            // Any chart can have these.
            ("fullnameOverride: flyte", None),
            // Both charts read these.
            ("flyteconnector: {}", None),
            ("nameOverride: flyte", None),
            ("global: {}", None),
            // Any chart can have `service`; of Flyte's charts, only flyte-core has `storage`.
            ("service: {}\nstorage: {}", Some(Chart::FlyteCore)),
        ] {
            let chart = layer_one("values.yaml", text.as_bytes()).ok().and_then(|one| Chart::detect(&one.values).ok());
            assert_eq!(chart, expected, "{text}");
        }
    }
}
