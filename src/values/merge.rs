//! Merges a layer over another one like `helm -f a -f b`: maps merge, everything else is replaced.
//!
//! Source: Helm 3.17.2 and 4.1.4, `pkg/cli/values` and `pkg/chartutil/coalesce.go`; measured.

use std::sync::Arc;

use super::{Dropped, Kind, LossReason, Map, Origin, Path, Step, Value};

/// Merges `over` over `base`, and records what it overrides. A `null` in `over` replaces like any other value; it
/// deletes only when the chart's defaults are merged.
pub fn merge(base: &mut Value, over: Value, dropped: &mut Vec<Dropped>) {
    merge_at(base, over, &mut Path::default(), dropped);
}

fn merge_at(base: &mut Value, over: Value, path: &mut Path, dropped: &mut Vec<Dropped>) {
    let both_maps = matches!((&base.kind, &over.kind), (Kind::Map(_), Kind::Map(_)));
    if !both_maps {
        dropped.push(Dropped { path: path.clone(), origin: base.origin.clone(), reason: replaced(base, &over) });
        *base = over;
        return;
    }
    let (Kind::Map(below), Kind::Map(above)) = (&mut base.kind, over.kind) else {
        return;
    };
    if below.is_empty() {
        *below = above;
        base.origin = over.origin;
        return;
    }
    let below = Arc::make_mut(below);
    for (key, entry) in Arc::unwrap_or_clone(above) {
        if let Some(present) = below.get_mut(&key) {
            let both_maps = present.value.as_map().is_some() && entry.value.as_map().is_some();
            if !both_maps {
                present.key_origin = entry.key_origin;
            }
            path.0.push(Step::Key(key));
            merge_at(&mut present.value, entry.value, path, dropped);
            path.0.pop();
        } else {
            below.insert(key, entry);
        }
    }
}

/// Returns the reason why `old` is lost when `new` replaces it.
fn replaced(old: &Value, new: &Value) -> LossReason {
    let by = new.origin.clone();
    match (&old.kind, &new.kind) {
        (_, Kind::Null) => LossReason::Deleted { by },
        (Kind::List(_), Kind::List(_)) => LossReason::ListReplaced { by },
        _ => LossReason::Overridden { by },
    }
}

/// Returns the empty map before the first layer.
pub fn empty() -> Value {
    Value::map(Map::default(), Origin::ChartDefault { line: None })
}
