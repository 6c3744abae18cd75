//! Finds where in the values a setting of a process's configuration is written.

use std::sync::Arc;

use super::Model;
use crate::chart::looked_up_path;
use crate::values::{Kind, Origin, Path, Step, Value};

impl Model {
    /// Returns the path in the chart's values of a setting of Flyte's configuration that comes from `origin`; the
    /// setting's usual place if none of the possible places has it.
    pub fn written_at(&self, config: &Path, origin: &Origin) -> Path {
        let processes = self.processes.iter().filter_map(|(_, process)| process.as_ref());
        let mut overrides = processes.flat_map(|process| &process.overrides);
        if let Some(over) = overrides.find(|over| over.config == *config && over.value.origin == *origin) {
            return over.written.clone();
        }
        let places = self.chart.places_of(config);
        let written = OriginSearch { values: &self.values, origin };
        let found = places.iter().find_map(|place| written.path(&self.values, &place.0, Path::default()));
        found.or_else(|| places.into_iter().next()).unwrap_or_default()
    }
}

/// Searches the values for `origin`.
struct OriginSearch<'a> {
    values: &'a Value,
    origin: &'a Origin,
}

impl OriginSearch<'_> {
    /// Returns the path of the value along `steps`: Flyte reads keys in any letter case and a text in place of a list,
    /// and a template may read the value from another path.
    fn path(&self, value: &Value, steps: &[Step], path: Path) -> Option<Path> {
        match (steps.split_first(), &value.kind) {
            (None, _) | (_, Kind::String(_)) if value.origin == *self.origin => Some(path),
            (_, Kind::String(text)) => {
                let path = looked_up_path(text)?;
                self.values.at(&path.keys()).is_some_and(|value| value.origin == *self.origin).then_some(path)
            }
            (Some((Step::Key(key), rest)), Kind::Map(map)) => map
                .iter()
                .filter(|(written, _)| written.eq_ignore_ascii_case(key))
                .find_map(|(written, entry)| self.path(&entry.value, rest, path.key(Arc::clone(written)))),
            (Some((Step::Index(index), rest)), Kind::List(items)) => {
                let mut path = path;
                path.0.push(Step::Index(*index));
                self.path(items.get(*index)?, rest, path)
            }
            _ => None,
        }
    }
}
