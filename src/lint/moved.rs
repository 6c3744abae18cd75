//! Moves misplaced blocks to the place where they belong, so that their content is checked as well.

use super::keys::{KeyFault, KeyFaultKind};
use crate::chart::Chart;
use crate::release::{auth_switch, is_on};
use crate::values::{Origin, Path, Step, Value};

/// Moved blocks: the path where each is written, and the path where it belongs.
#[derive(Debug, Clone, Default)]
pub(super) struct Moved(Vec<(Path, Path)>);

/// Returns the values with misplaced blocks moved to where they belong. A block stays if several places are possible or
/// if its place is taken.
pub(super) fn as_if_moved(user: &Value, faults: &[KeyFault]) -> (Value, Moved) {
    let mut values = user.clone();
    let mut moved = Moved::default();
    for fault in faults {
        let KeyFaultKind::Misplaced { belongs } = &fault.kind else {
            continue;
        };
        let ([place], Some(value)) = (belongs.as_slice(), fault.path.find_in(user)) else {
            continue;
        };
        let is_free = place.find_in(&values).is_none_or(Value::is_null);
        let is_inside = fault.path.0.starts_with(&place.0) || place.0.starts_with(&fault.path.0);
        if is_free && !is_inside {
            values = values.with_at(&place.keys(), value.clone());
            moved.0.push((fault.path.clone(), place.clone()));
        }
    }
    (values, moved)
}

impl Moved {
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Translates a path of the moved values to the path where the user wrote it.
    pub(super) fn written(&self, path: &Path) -> Path {
        let found = self.0.iter().find_map(|(from, to)| {
            let rest = path.0.strip_prefix(to.0.as_slice())?;
            Some(Path(from.0.iter().chain(rest).cloned().collect()))
        });
        found.unwrap_or_else(|| path.clone())
    }

    /// Finds a moved switch that enables authentication.
    pub(super) fn switch(&self, chart: Chart, user: &Value) -> Option<(Path, Origin)> {
        let switch = Path::of(auth_switch(chart));
        let written = self.written(&switch);
        let value = written.find_in(user).filter(|_| written != switch)?;
        is_on(chart, value).then(|| (switch, value.origin.clone()))
    }
}

/// Returns whether a misplaced key holds only a switch that disables authentication, which has no effect in the right
/// place either.
pub(super) fn is_switch_off(chart: Chart, user: &Value, fault: &KeyFault) -> bool {
    let KeyFaultKind::Misplaced { belongs } = &fault.kind else {
        return false;
    };
    let switch = Path::of(auth_switch(chart));
    belongs.iter().any(|place| {
        let rest = switch.0.strip_prefix(place.0.as_slice());
        let value = rest.zip(fault.path.find_in(user)).and_then(|(rest, block)| only_at(block, rest));
        value.is_some_and(|value| !is_on(chart, value))
    })
}

/// Returns the value at the end of `steps` if no block on the way has another key.
fn only_at<'a>(value: &'a Value, steps: &[Step]) -> Option<&'a Value> {
    steps.iter().try_fold(value, |value, step| match step {
        Step::Key(key) if value.as_map()?.len() == 1 => value.get(key),
        _ => None,
    })
}
