//! Writes into maps and lists like Helm's parser, with its error messages.

use std::sync::Arc;

use super::parser::Stop;
use crate::values::{Entry, Kind, Map, Value};

/// The maximum index (`strvals.MaxIndex`).
const MAX_INDEX: i64 = 65_536;

/// Returns the map in `value` for writing; otherwise fails like Go's type assertion.
pub(super) fn map_in(value: &mut Value) -> Result<&mut Map, Stop> {
    let go_type = value.go_type();
    match &mut value.kind {
        Kind::Map(map) => Ok(Arc::make_mut(map)),
        _ => Err(wrong_type(go_type, "map[string]interface {}")),
    }
}

/// Returns the list in `value` for writing; otherwise fails like Go's type assertion.
pub(super) fn list_in(value: &mut Value) -> Result<&mut Vec<Value>, Stop> {
    let go_type = value.go_type();
    match &mut value.kind {
        Kind::List(items) => Ok(Arc::make_mut(items)),
        _ => Err(wrong_type(go_type, "[]interface {}")),
    }
}

/// Returns the error of a failed type assertion: Go panics, and Helm's parser recovers.
fn wrong_type(is: &str, expected: &str) -> Stop {
    Stop::Failed(format!("unable to parse key: interface conversion: interface {{}} is {is}, not {expected}"))
}

/// Sets `key`, unless it is empty: Helm silently ignores an empty key.
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

/// Returns the item at `index`, after filling the list with nulls up to it.
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

/// Returns Helm's error for a negative index.
pub(super) fn negative(index: i64) -> Stop {
    Stop::Failed(format!("negative {index} index not allowed"))
}
