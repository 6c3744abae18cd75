//! Detects values of Flyte in any file, for any chart and at any depth.

use super::Chart;
use crate::values::{Origin, Path, Step, Value};

/// Auth keys that hardly any other software has.
const OF_AUTH: &[&str] = &[
    "userAuth",
    "appAuth",
    "authorizedUris",
    "externalAuthServer",
    "selfAuthServer",
    "thirdPartyConfig",
    "flyteClient",
    "staticClients",
    "adminOauthClientCredentials",
];

/// Top-level blocks of the charts.
const BLOCKS: &[(&str, Chart)] = &[
    ("flyteadmin", Chart::FlyteCore),
    ("flytepropeller", Chart::FlyteCore),
    ("flytescheduler", Chart::FlyteCore),
    ("adminOauthClientCredentials", Chart::FlyteCore),
    ("flyte-core-components", Chart::FlyteBinary),
];

/// The maximum depth of a chart's block: below the keys of umbrella charts.
const DEEPEST_BLOCK: usize = 3;

/// A key that shows that a file is about Flyte.
#[derive(Debug)]
pub struct Sign {
    pub path: Path,
    /// The position of the key.
    pub origin: Origin,
    /// The chart, if the key shows it.
    pub chart: Option<Chart>,
}

impl Sign {
    /// Finds the first sign in values.
    pub fn in_values(values: &Value) -> Option<Self> {
        // Files of containers and of CI have these top-level keys, and may use Flyte's names for anything.
        let is_other = ["services", "jobs", "steps", "stages"].iter().any(|key| values.get(key).is_some());
        (!is_other).then(|| find(values, &mut Path::default())).flatten()
    }

    /// Finds the first sign in a text that is not YAML.
    pub fn in_text(text: &str) -> Option<&'static str> {
        let mut names = OF_AUTH.iter().copied().chain(BLOCKS.iter().map(|(name, _)| *name));
        names.find(|name| text.lines().any(|line| is_key(line, name)))
    }
}

fn is_key(line: &str, name: &str) -> bool {
    let rest = line.trim_start_matches([' ', '-', '"', '{']).strip_prefix(name);
    rest.is_some_and(|rest| rest.trim_start_matches('"').starts_with(':'))
}

fn find(value: &Value, path: &mut Path) -> Option<Sign> {
    for (key, entry) in value.as_map().into_iter().flatten() {
        path.0.push(Step::Key(key.clone()));
        let block = BLOCKS.iter().find(|(name, _)| **name == **key && entry.value.as_map().is_some());
        let block = block.filter(|_| path.0.len() <= DEEPEST_BLOCK);
        if block.is_some() || (OF_AUTH.contains(&&**key) && !entry.value.is_null()) {
            let chart = block.map(|(_, chart)| *chart);
            return Some(Sign { path: path.clone(), origin: entry.key_origin.clone(), chart });
        }
        if let Some(sign) = find(&entry.value, path) {
            return Some(sign);
        }
        path.0.pop();
    }
    None
}
