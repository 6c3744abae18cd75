//! Keys of one map that are one key for Flyte, which reads its sections in any case.

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

/// The user's keys that differ only in their case from one beside them, of the chart's defaults or of the user.
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
    for (index, (key, entry)) in user.iter().enumerate() {
        if entry.value.is_null() || is_placeholder(key) {
            continue;
        }
        let default = defaults.and_then(|map| map.get(key));
        path.0.push(Step::Key(key.clone()));
        if let Some(kind) = collision(user, defaults, key, index) {
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

/// What the key at `index` collides with; of two keys, the chart's is the right one, else the first.
fn collision(user: &Map, defaults: Option<&Map>, key: &str, index: usize) -> Option<KeyFaultKind> {
    let is_same = |other: &str| other != key && other.eq_ignore_ascii_case(key);
    let is_default = |key: &str| defaults.is_some_and(|map| map.contains_key(key));
    if is_default(key) {
        return None;
    }
    let of_chart = defaults.into_iter().flatten().find(|(other, entry)| is_same(other) && !entry.value.is_null());
    if let Some((other, _)) = of_chart {
        // With `null` the user deletes it.
        let own = user.get(other);
        return own
            .is_none_or(|entry| !entry.value.is_null())
            .then(|| KeyFaultKind::SameForFlyte { other: other.clone(), by_chart: own.is_none() });
    }
    let before = user.iter().take(index);
    let (other, _) = before.filter(|(_, entry)| !entry.value.is_null()).find(|(other, _)| is_same(other))?;
    Some(KeyFaultKind::SameForFlyte { other: other.clone(), by_chart: false })
}
