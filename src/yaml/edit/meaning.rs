//! Applies changes to values, independently of the text.

use serde_json::{Map, Value};

use super::EditError;
use crate::yaml::{Path, Step};

/// Sets the value at a path; `null` on the way becomes a map.
pub(super) fn set(root: &mut Value, path: &Path, value: Value) -> Result<(), EditError> {
    let mut at = root;
    for step in &path.0 {
        at = match step {
            Step::Key(key) => {
                if at.is_null() {
                    *at = Value::Object(Map::new());
                }
                let map = at.as_object_mut().ok_or_else(|| EditError::NotAMap(path.to_string()))?;
                map.entry(&**key).or_insert(Value::Null)
            }
            Step::Index(index) => {
                let list = at.as_array_mut().ok_or_else(|| EditError::Missing(path.to_string()))?;
                if *index == list.len() {
                    list.push(Value::Null);
                }
                list.get_mut(*index).ok_or_else(|| EditError::Missing(path.to_string()))?
            }
        };
    }
    *at = value;
    Ok(())
}

/// Removes the value at a path, and the maps around it that are then empty. Returns whether `value` itself has to be
/// removed.
pub(super) fn remove(value: &mut Value, steps: &[Step]) -> bool {
    let Some((step, below)) = steps.split_first() else {
        return true;
    };
    match (step, &mut *value) {
        (Step::Key(key), Value::Object(map)) => {
            if map.get_mut(&**key).is_some_and(|inner| remove(inner, below)) {
                map.shift_remove(&**key);
            }
            map.is_empty()
        }
        (Step::Index(index), Value::Array(list)) => {
            if list.get_mut(*index).is_some_and(|inner| remove(inner, below)) {
                list.remove(*index);
            }
            false
        }
        _ => false,
    }
}

/// Renames a key at its place.
pub(super) fn rename(root: &mut Value, path: &Path, name: &str) -> Result<(), EditError> {
    let missing = || EditError::Missing(path.to_string());
    let (Some(Step::Key(key)), Some(parent)) = (path.0.last(), parent(path)) else {
        return Err(missing());
    };
    let value = path.find_in(&*root).cloned().ok_or_else(missing)?;
    let renamed = parent.key(name);
    if renamed.find_in(&*root).is_some() {
        return Err(EditError::Conflict(renamed.to_string()));
    }
    set(root, &renamed, value)?;
    let mut map = root;
    for step in &parent.0 {
        map = match step {
            Step::Key(key) => map.get_mut(&**key),
            Step::Index(index) => map.get_mut(*index),
        }
        .ok_or_else(missing)?;
    }
    if let Some(map) = map.as_object_mut() {
        map.shift_remove(&**key);
    }
    Ok(())
}

/// Returns the path without its last step.
pub(super) fn parent(path: &Path) -> Option<Path> {
    let (_, above) = path.0.split_last()?;
    Some(Path(above.to_vec()))
}
