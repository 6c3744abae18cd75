//! Keys of the other chart, and where this chart has the same setting.

use serde_json::Value as Json;

use super::classify::{KeyContext, nearest, takes};
use super::{KeyFaultKind, places};
use crate::chart::Chart;
use crate::values::{Path, Value};

/// Classifies the key as one of the other chart, with the places where this chart has the setting; `None` if the other
/// chart does not have it either.
pub(super) fn other_chart(this: Chart, cx: &KeyContext<'_>, here: &Json) -> Option<KeyFaultKind> {
    let chart = this.other();
    let places = places(chart.into());
    let named = places.iter().filter(|place| place.key().eq_ignore_ascii_case(cx.key) && takes(cx, here, place));
    let place = nearest(cx, named, |place| cx.value.as_map().map_or(0, |map| place.fit(map))).into_iter().next()?;
    let mut belongs = Vec::new();
    let around = chart
        .counterparts()
        .filter(|(from, _)| place.path.starts_with(from))
        .max_by_key(|(from, _)| from.len())
        .map(|(_, to)| to);
    translate(chart, &place.path, cx.value, around, &mut belongs);
    Some(KeyFaultKind::OtherChart { chart, belongs })
}

/// Translates a path block by block to the nearest equivalent in this chart; `around` is the equivalent of the blocks
/// around it.
fn translate(
    chart: Chart,
    path: &[&str],
    value: &Value,
    around: Option<&'static [&'static str]>,
    belongs: &mut Vec<Path>,
) {
    let own = chart.counterparts().find(|(from, _)| *from == path).map(|(_, to)| to);
    let closest = own.or(around);
    let map = value.as_map().filter(|map| !map.is_empty());
    let divided = chart.counterparts().any(|(from, _)| from.len() > path.len() && from.starts_with(path));
    let Some(map) = map.filter(|_| divided) else {
        let path = closest.map(Path::of);
        belongs.extend(path.filter(|path| !belongs.contains(path)));
        return;
    };
    for (key, entry) in map {
        let mut path = path.to_vec();
        path.push(key);
        translate(chart, &path, &entry.value, closest, belongs);
    }
}
