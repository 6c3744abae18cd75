//! Builds the values that templates contain themselves.

use crate::values::{Entry, Kind, Map, Origin, Value};

/// Builds values that a template writes into one config file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Build {
    file: &'static str,
}

impl Build {
    /// Creates a builder for the config file of this name.
    pub(super) const fn file(file: &'static str) -> Self {
        Self { file }
    }

    /// Returns the origin of the values.
    pub(super) const fn origin(self) -> Origin {
        Origin::Template { file: self.file }
    }

    pub(super) fn text(self, text: &str) -> Value {
        Value::string(text, self.origin())
    }

    pub(super) fn texts(self, items: &[&str]) -> Value {
        Value::list(items.iter().map(|item| self.text(item)).collect(), self.origin())
    }

    /// `true`.
    pub(super) const fn yes(self) -> Value {
        Value::new(Kind::Bool(true), self.origin())
    }

    pub(super) fn map<const N: usize>(self, entries: [(&str, Value); N]) -> Value {
        let map: Map = entries.into_iter().map(|(key, value)| (key.into(), self.entry(value))).collect();
        Value::map(map, self.origin())
    }

    /// An entry whose key comes from the template.
    pub(super) const fn entry(self, value: Value) -> Entry {
        Entry { key_origin: self.origin(), value }
    }
}
