//! Finds the user's value for a position in the validated instance.

use crate::values::{Kind, Origin, Path, Step, Value};

/// A value as written.
#[derive(Debug)]
pub(super) struct FoundValue<'a> {
    pub(super) path: Path,
    pub(super) key: Origin,
    pub(super) value: &'a Value,
}

/// Splits a JSON pointer into steps.
pub(super) fn steps(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
}

/// Finds the value at these steps. A key in another letter case counts if the exact key is missing.
pub(super) fn resolve<'a>(user: &'a Value, steps: &[String]) -> Option<FoundValue<'a>> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(FoundValue { path: Path::default(), key: user.origin.clone(), value: user });
    };
    match &user.kind {
        Kind::Map(map) => {
            let exact = map.get_key_value(step.as_str());
            let others = map.iter().filter(|(key, _)| &***key != step && key.eq_ignore_ascii_case(step));
            exact.into_iter().chain(others).find_map(|(key, entry)| {
                let found = resolve(&entry.value, rest)?;
                Some(below(Step::Key(key.clone()), found, &entry.key_origin, rest))
            })
        }
        Kind::List(items) => {
            let index: usize = step.parse().ok()?;
            let item = items.get(index)?;
            let found = resolve(item, rest)?;
            Some(below(Step::Index(index), found, &item.origin, rest))
        }
        _ => None,
    }
}

fn below<'a>(step: Step, found: FoundValue<'a>, key: &Origin, rest: &[String]) -> FoundValue<'a> {
    let mut path = found.path;
    path.0.insert(0, step);
    FoundValue { path, key: if rest.is_empty() { key.clone() } else { found.key }, value: found.value }
}
