//! Keys of one map that are one key for Flyte, which reads its sections in any case.

use std::collections::HashMap;
use std::sync::Arc;

use super::{KeyFault, KeyFaultKind};
use crate::chart::Chart;
use crate::values::is_placeholder;
use crate::values::{Map, Path, Step, Value};

/// The values that a chart writes into Flyte's config with the keys that they have, as far as authentication is about them.
const fn sections(chart: Chart) -> &'static [&'static [&'static str]] {
    match chart {
        Chart::FlyteBinary => &[&["configuration", "inline"]],
        Chart::FlyteCore => &[&["configmap", "adminServer"], &["configmap", "admin"]],
    }
}

/// The user's keys that differ only in their case from one next to them, of the chart's defaults or of the user.
pub(in crate::lint) fn collisions(chart: Chart, user: &Value, defaults: &Value) -> Vec<KeyFault> {
    let mut faults = Vec::new();
    for section in sections(chart) {
        if let Some(map) = user.at(section).and_then(Value::as_map) {
            let below = defaults.at(section).and_then(Value::as_map);
            look(map, below, &mut Path::of(section), &mut faults);
        }
    }
    faults
}

fn look(user: &Map, defaults: Option<&Map>, path: &mut Path, faults: &mut Vec<KeyFault>) {
    let alike = Alike::of(user, defaults);
    for (key, entry) in user {
        if entry.value.is_null() || is_placeholder(key) {
            continue;
        }
        let default = defaults.and_then(|map| map.get(key));
        path.0.push(Step::Key(key.clone()));
        if let Some(kind) = alike.collision(key) {
            faults.push(KeyFault {
                path: path.clone(),
                key: entry.key_origin.clone(),
                value: entry.value.origin.clone(),
                kind,
            });
        } else if let Some(map) = entry.value.as_map() {
            look(map, default.and_then(|entry| entry.value.as_map()), path, faults);
        }
        path.0.pop();
    }
}

/// The keys of a map, to look them up in any case.
struct Alike<'a> {
    user: &'a Map,
    defaults: Option<&'a Map>,
    /// By their lower case the first of the user's keys that is not null.
    own: HashMap<String, &'a Arc<str>>,
    /// The same of the chart's.
    of_chart: HashMap<String, &'a Arc<str>>,
}

impl<'a> Alike<'a> {
    fn of(user: &'a Map, defaults: Option<&'a Map>) -> Self {
        let first = |map: Option<&'a Map>| {
            let mut first = HashMap::new();
            for (key, _) in map.into_iter().flatten().filter(|(_, entry)| !entry.value.is_null()) {
                first.entry(key.to_ascii_lowercase()).or_insert(key);
            }
            first
        };
        Self { user, defaults, own: first(Some(user)), of_chart: first(defaults) }
    }

    /// What a key that is not null collides with; of two keys, the chart's is the right one, else the first.
    fn collision(&self, key: &str) -> Option<KeyFaultKind> {
        if self.defaults.is_some_and(|map| map.contains_key(key)) {
            return None;
        }
        let lower = key.to_ascii_lowercase();
        if let Some(other) = self.of_chart.get(&lower).copied() {
            // With `null` the user deletes it.
            let own = self.user.get(other);
            return own
                .is_none_or(|entry| !entry.value.is_null())
                .then(|| KeyFaultKind::SameForFlyte { other: Arc::clone(other), by_chart: own.is_none() });
        }
        let first = self.own.get(&lower).copied().filter(|first| &***first != key)?;
        Some(KeyFaultKind::SameForFlyte { other: Arc::clone(first), by_chart: false })
    }
}
