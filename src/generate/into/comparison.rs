//! Computes the changes from existing values to the planned ones.

use serde_json::Value;

use crate::yaml::edit::Change;
use crate::yaml::{Path, Step};

/// Collects the changes from the existing values to the planned ones.
pub(super) struct Comparison<'a> {
    /// The planned text.
    pub(super) text: &'a str,
    pub(super) changes: &'a mut Vec<Change>,
}

impl Comparison<'_> {
    pub(super) fn map(&mut self, old: &mut Value, planned: &Value, path: &Path) {
        let Value::Object(target) = planned else {
            return;
        };
        for (key, target) in target {
            let here = path.key(key.as_str());
            if let Some(map) = old.as_object_mut()
                && !map.contains_key(key)
                && let Some(other) = map.keys().find(|other| other.eq_ignore_ascii_case(key)).cloned()
                && let Some(value) = map.shift_remove(&other)
            {
                map.insert(key.clone(), value);
                self.changes.push(Change::Rename { path: path.key(other), key: key.clone() });
            }
            match (old.get_mut(key), target) {
                (None, _) => self.changes.push(Change::Take { path: here, text: self.text.into() }),
                (Some(there), target) if there == target => {}
                (Some(there @ Value::Object(_)), Value::Object(_)) => {
                    self.map(there, target, &here);
                }
                (Some(Value::Null), Value::Object(inner)) => {
                    for key in inner.keys() {
                        self.changes.push(Change::Take { path: here.key(key.as_str()), text: self.text.into() });
                    }
                }
                (Some(Value::Array(there)), Value::Array(target)) => {
                    self.list(there, target, &here);
                }
                _ => self.changes.push(Change::Set { path: here, value: target.clone() }),
            }
        }
    }

    /// Turns a list of texts into the planned one, item by item; maps are added to the existing ones.
    fn list(&mut self, there: &[Value], target: &[Value], path: &Path) {
        let at = |index| {
            let mut path = path.clone();
            path.0.push(Step::Index(index));
            path
        };
        let set = |index, value: &Value| Change::Set { path: at(index), value: value.clone() };
        let are_maps = target.iter().any(Value::is_object);
        let kept: Vec<&Value> = there.iter().filter(|item| are_maps || target.contains(item)).collect();
        let new: Vec<&Value> = target.iter().filter(|item| !kept.contains(item)).collect();
        if are_maps || kept.iter().copied().chain(new.iter().copied()).eq(target) {
            // Items are kept or removed with their comments.
            let gone = there.iter().enumerate().filter(|(_, item)| !are_maps && !target.contains(item));
            let gone: Vec<usize> = gone.map(|(index, _)| index).collect();
            let added = new.iter().enumerate().map(|(index, value)| set(there.len() + index, value));
            self.changes.extend(added);
            self.changes.extend(gone.iter().rev().map(|index| Change::Remove { path: at(*index) }));
            return;
        }
        if let Some(steps) = aligned(there, target) {
            // Backward, so that the other indices stay valid.
            self.changes.extend(steps.into_iter().rev().map(|(index, step)| match step {
                Some(value) => set(index, value),
                None => Change::Remove { path: at(index) },
            }));
            return;
        }
        for (index, value) in target.iter().enumerate() {
            if there.get(index) != Some(value) {
                self.changes.push(set(index, value));
            }
        }
        self.changes.extend((target.len()..there.len()).rev().map(|index| Change::Remove { path: at(index) }));
    }
}

/// Aligns a list with another one that has at most as many items, without moving items that are kept: returns which
/// items are replaced, and which are removed.
fn aligned<'a>(there: &[Value], target: &'a [Value]) -> Option<Vec<(usize, Option<&'a Value>)>> {
    let mut steps = Vec::new();
    let mut left = target.iter().peekable();
    for (index, item) in there.iter().enumerate() {
        if left.next_if(|next| *next == item).is_some() {
            continue;
        }
        if target.contains(item) {
            return None;
        }
        let new = left.next_if(|next| !there.contains(next));
        steps.push((index, new));
    }
    left.next().is_none().then_some(steps)
}

/// Returns whether values contain everything that is planned.
pub(super) fn holds(values: &Value, planned: &Value) -> bool {
    match (values, planned) {
        (Value::Object(values), Value::Object(planned)) => {
            planned.iter().all(|(key, planned)| values.get(key).is_some_and(|value| holds(value, planned)))
        }
        (Value::Array(values), Value::Array(planned)) if planned.iter().any(Value::is_object) => {
            planned.iter().all(|item| values.contains(item))
        }
        _ => values == planned,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::aligned;

    #[test]
    fn keeps_the_order_of_kept_items() {
        let list = |value: Value| value.as_array().cloned().unwrap_or_default();
        let steps = |there: Value, target: Value| {
            let target = list(target);
            aligned(&list(there), &target).map(|steps| {
                let steps = steps.into_iter();
                steps.map(|(index, value)| (index, value.cloned())).collect::<Vec<_>>()
            })
        };
        assert_eq!(
            steps(json!(["a", "b", "c", "d"]), json!(["x", "b", "d"])),
            Some(vec![(0, Some(json!("x"))), (2, None)])
        );
        assert_eq!(steps(json!(["a", "b"]), json!(["b", "a"])), None);
        assert_eq!(steps(json!(["a"]), json!(["x", "y"])), None);
    }
}
