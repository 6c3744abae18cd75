//! Merges the user's values over the chart's defaults, where `null` deletes.
//!
//! Source: Helm 3.17.2 and 4.1.4, `pkg/chartutil/coalesce.go`; measured.

use std::sync::Arc;

use super::{Dropped, HelmVersion, Kind, LossReason, Path, Step, Value};

/// Returns the values that templates see: `values` over the chart's `defaults`. Records the defaults that a `null`
/// deletes, that a list replaces, or that a value of another type replaces.
pub fn coalesce(values: Value, defaults: &Value, helm: HelmVersion, dropped: &mut Vec<Dropped>) -> Value {
    let mut coalesced = values;
    lay(&mut coalesced, defaults, helm, &mut Path::default(), dropped);
    coalesced
}

fn lay(values: &mut Value, defaults: &Value, helm: HelmVersion, path: &mut Path, dropped: &mut Vec<Dropped>) {
    let top = path.0.is_empty();
    let (Kind::Map(above), Some(below)) = (&mut values.kind, defaults.as_map()) else {
        return;
    };
    let above = Arc::make_mut(above);
    for (key, default) in below {
        let Some(entry) = above.get_mut(key) else {
            above.insert(Arc::clone(key), default.clone());
            continue;
        };
        path.0.push(Step::Key(Arc::clone(key)));
        let note = |path: &Path, reason| Dropped { path: path.clone(), origin: default.value.origin.clone(), reason };
        let by = entry.value.origin.clone();
        match (&entry.value.kind, &default.value.kind) {
            // Helm 4 keeps a nested null over a default that is null itself.
            (Kind::Null, Kind::Null) if !top && helm == HelmVersion::V4 => {}
            (Kind::Null, _) => {
                dropped.push(note(path, LossReason::Deleted { by }));
                above.shift_remove(key);
            }
            (Kind::Map(_), Kind::Map(_)) => {
                lay(&mut entry.value, &default.value, helm, path, dropped);
            }
            (_, Kind::Null) => {}
            (Kind::List(_), Kind::List(items)) if !items.is_empty() => {
                dropped.push(note(path, LossReason::ListReplaced { by }));
            }
            (_, Kind::Map(_)) | (Kind::Map(_), _) => {
                dropped.push(note(path, LossReason::Overridden { by }));
            }
            _ => {}
        }
        path.0.pop();
    }
}
