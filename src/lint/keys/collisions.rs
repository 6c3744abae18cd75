//! Keys of one map that differ only in letter case: Flyte reads them as one key.

use std::collections::HashMap;
use std::sync::Arc;

use super::{KeyFault, KeyFaultKind};
use crate::chart::Chart;
use crate::values::is_placeholder;
use crate::values::{Map, Path, Step, Value};

/// Returns the sections that a chart copies into Flyte's configuration with the keys as written, if they have auth
/// settings.
const fn sections(chart: Chart) -> &'static [&'static [&'static str]] {
    match chart {
        Chart::FlyteBinary => &[&["configuration", "inline"]],
        Chart::FlyteCore => &[&["configmap", "adminServer"], &["configmap", "admin"]],
    }
}

/// Finds the user's keys that differ only in letter case from another key, of the user or of the chart's defaults.
pub(in crate::lint) fn collisions(chart: Chart, user: &Value, defaults: &Value) -> Vec<KeyFault> {
    let mut faults = Vec::new();
    for section in sections(chart) {
        if let Some(map) = user.at(section).and_then(Value::as_map) {
            let below = defaults.at(section).and_then(Value::as_map);
            collect(map, below, &mut Path::of(section), &mut faults);
        }
    }
    faults
}

fn collect(user: &Map, defaults: Option<&Map>, path: &mut Path, faults: &mut Vec<KeyFault>) {
    let index = KeyIndex::of(user, defaults);
    for (key, entry) in user {
        if entry.value.is_null() || is_placeholder(key) {
            continue;
        }
        let default = defaults.and_then(|map| map.get(key));
        path.0.push(Step::Key(key.clone()));
        if let Some(kind) = index.collision(key) {
            faults.push(KeyFault {
                path: path.clone(),
                key: entry.key_origin.clone(),
                value: entry.value.origin.clone(),
                kind,
            });
        } else if let Some(map) = entry.value.as_map() {
            collect(map, default.and_then(|entry| entry.value.as_map()), path, faults);
        }
        path.0.pop();
    }
}

/// The keys of a map, for lookup in any letter case.
struct KeyIndex<'a> {
    user: &'a Map,
    defaults: Option<&'a Map>,
    /// The first of the user's keys that is not null, by lower case.
    user_keys: HashMap<String, &'a Arc<str>>,
    /// The chart's keys, by lower case.
    chart_keys: HashMap<String, &'a Arc<str>>,
}

impl<'a> KeyIndex<'a> {
    fn of(user: &'a Map, defaults: Option<&'a Map>) -> Self {
        let first = |map: Option<&'a Map>| {
            let mut first = HashMap::new();
            for (key, _) in map.into_iter().flatten().filter(|(_, entry)| !entry.value.is_null()) {
                first.entry(key.to_ascii_lowercase()).or_insert(key);
            }
            first
        };
        Self { user, defaults, user_keys: first(Some(user)), chart_keys: first(defaults) }
    }

    /// Returns the key that `key`, which is not null, collides with. The chart's key is the right one; of two user's
    /// keys, the first.
    fn collision(&self, key: &str) -> Option<KeyFaultKind> {
        if self.defaults.is_some_and(|map| map.contains_key(key)) {
            return None;
        }
        let lower = key.to_ascii_lowercase();
        if let Some(other) = self.chart_keys.get(&lower).copied() {
            // With `null` the user deletes it.
            let own = self.user.get(other);
            return own
                .is_none_or(|entry| !entry.value.is_null())
                .then(|| KeyFaultKind::Colliding { other: Arc::clone(other), by_chart: own.is_none() });
        }
        let first = self.user_keys.get(&lower).copied().filter(|first| &***first != key)?;
        Some(KeyFaultKind::Colliding { other: Arc::clone(first), by_chart: false })
    }
}
