//! Writing into maps and lists the way Helm's parser does, and its complaints.

use std::sync::Arc;

use super::parser::Stop;
use crate::values::{Entry, Kind, Map, Value};

/// The greatest index that Helm takes (`strvals.MaxIndex`).
const MAX_INDEX: i64 = 65_536;

/// The map inside `value`, to write into; otherwise Go's failed type assertion.
pub(super) fn map_in(value: &mut Value) -> Result<&mut Map, Stop> {
    let go_type = value.go_type();
    match &mut value.kind {
        Kind::Map(map) => Ok(Arc::make_mut(map)),
        _ => Err(wrong_type(go_type, "map[string]interface {}")),
    }
}

/// The list inside `value`, to write into; otherwise Go's failed type assertion.
pub(super) fn list_in(value: &mut Value) -> Result<&mut Vec<Value>, Stop> {
    let go_type = value.go_type();
    match &mut value.kind {
        Kind::List(items) => Ok(Arc::make_mut(items)),
        _ => Err(wrong_type(go_type, "[]interface {}")),
    }
}

/// Go panics and Helm's parser catches it.
fn wrong_type(is: &str, wanted: &str) -> Stop {
    Stop::Failed(format!("unable to parse key: interface conversion: interface {{}} is {is}, not {wanted}"))
}

/// Sets `key`, unless it is empty: Helm ignores that without a word.
pub(super) fn set(map: &mut Map, key: &str, value: Value) {
    if key.is_empty() {
        return;
    }
    if let Some(entry) = map.get_mut(key) {
        entry.value = value;
    } else {
        map.insert(key.into(), Entry::new(value));
    }
}

/// The place at `index`, after filling the list up to it with nulls.
pub(super) fn slot<'a>(list: &'a mut Vec<Value>, index: i64, gap: &Value) -> Result<&'a mut Value, Stop> {
    if index < 0 {
        return Err(negative(index));
    }
    if index > MAX_INDEX {
        return Err(Stop::Failed(format!("index of {index} is greater than maximum supported index of {MAX_INDEX}")));
    }
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    if list.len() <= index {
        list.resize(index.saturating_add(1), gap.clone());
    }
    list.get_mut(index).ok_or(Stop::Eof)
}

/// Helm's complaint about an index below zero.
pub(super) fn negative(index: i64) -> Stop {
    Stop::Failed(format!("negative {index} index not allowed"))
}
