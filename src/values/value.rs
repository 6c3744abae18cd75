//! A Helm value that knows where it came from.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use crate::text::Span;
use crate::yaml::Branch;

/// Which text of a release a span points into: an index into the list of sources that the layers were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// Where a value (or a key) was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In a values file, at these bytes.
    File {
        source: SourceId,
        /// The bytes of the value (or key) in that file.
        span: Span,
    },
    /// In a flag of the `--set` family; the source holds the flag's text.
    Flag {
        /// The flag's argument, kept as a source of its own.
        source: SourceId,
    },
    /// In the chart's own `values.yaml`.
    ChartDefault {
        /// The line there, from 1, where the table of defaults knows it.
        line: Option<u32>,
    },
    /// Written by a template of the chart, whatever the values say.
    Template {
        /// The template or the config file it makes, for example `004-auth.yaml`.
        file: &'static str,
    },
    /// Built into a Flyte process.
    FlyteDefault,
}

impl Origin {
    /// Whether a person wrote this for this release: in a values file or a flag.
    pub const fn is_user(&self) -> bool {
        matches!(self, Self::File { .. } | Self::Flag { .. })
    }
}

/// A value as Helm's templates see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    pub kind: Kind,
    pub origin: Origin,
}

/// The kinds of values that Helm's templates can meet (Go's `nil`, `bool`, `int64`, `float64`, `string`,
/// `[]interface{}`, `map[string]interface{}`). Lists and maps are shared, so a clone is cheap and an alias costs nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An `int64`: only `--set` makes one; a file's integers are floats.
    Int(i64),
    /// A `float64`: every number of a values file.
    Float(f64),
    String(Arc<str>),
    List(Arc<Vec<Value>>),
    /// A map, in the order it was written.
    Map(Arc<Map>),
    /// What only a running Helm can tell: the template text that makes it. Values never hold one; configs may.
    Unknown(Arc<str>),
}

/// A map's entries in the order they were written.
///
/// The hasher is seeded anew in every run: a values file cannot be written so that its keys collide. That an attacker
/// could learn the seed by watching many requests, which it does not guard against, does not arise in a process that
/// reads one release.
pub type Map = IndexMap<Arc<str>, Entry, RandomState>;

/// One entry of a map: where its key is, and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where the key was written.
    pub key_origin: Origin,
    pub value: Value,
}

impl Entry {
    /// An entry whose key was written where its value was.
    pub fn new(value: Value) -> Self {
        Self { key_origin: value.origin.clone(), value }
    }
}

impl Branch for &Value {
    fn key(self, key: &str) -> Option<Self> {
        self.get(key)
    }

    fn item(self, index: usize) -> Option<Self> {
        self.as_list()?.get(index)
    }
}

impl Value {
    /// A value from its two parts.
    pub const fn new(kind: Kind, origin: Origin) -> Self {
        Self { kind, origin }
    }

    /// `null`, written at `origin`.
    pub const fn null(origin: Origin) -> Self {
        Self::new(Kind::Null, origin)
    }

    pub fn string(text: impl Into<Arc<str>>, origin: Origin) -> Self {
        Self::new(Kind::String(text.into()), origin)
    }

    pub fn map(map: Map, origin: Origin) -> Self {
        Self::new(Kind::Map(Arc::new(map)), origin)
    }

    pub fn list(items: Vec<Self>, origin: Origin) -> Self {
        Self::new(Kind::List(Arc::new(items)), origin)
    }

    /// Whether this is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.kind {
            Kind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of `key`, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key).map(|entry| &entry.value)
    }

    /// The value at the end of `path`, if every step but the last is a map.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// This value with another one at the end of a path of keys; what is not a map on the way gives place to one.
    #[must_use]
    pub fn with_at(&self, path: &[&str], value: Self) -> Self {
        let Some((first, rest)) = path.split_first() else {
            return value;
        };
        let mut map = self.as_map().cloned().unwrap_or_default();
        let below = map.get(*first);
        let key_origin = below.map_or_else(|| value.origin.clone(), |entry| entry.key_origin.clone());
        let nothing = Self::null(value.origin.clone());
        let value = below.map_or(&nothing, |entry| &entry.value).with_at(rest, value);
        map.insert((*first).into(), Entry { key_origin, value });
        Self::map(map, self.origin.clone())
    }

    /// Go's `%T` for it, which Helm's messages quote.
    pub const fn go_type(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nil",
            Kind::Bool(_) => "bool",
            Kind::Int(_) => "int64",
            Kind::Float(_) => "float64",
            Kind::String(_) | Kind::Unknown(_) => "string",
            Kind::List(_) => "[]interface {}",
            Kind::Map(_) => "map[string]interface {}",
        }
    }

    /// Whether a template's `if` takes it for true: not null, false, zero, or empty.
    pub fn is_truthy(&self) -> bool {
        match &self.kind {
            Kind::Null => false,
            Kind::Bool(yes) => *yes,
            Kind::Int(number) => *number != 0,
            Kind::Float(number) => *number != 0.0,
            Kind::String(text) => !text.is_empty(),
            Kind::List(items) => !items.is_empty(),
            Kind::Map(map) => !map.is_empty(),
            Kind::Unknown(_) => true,
        }
    }
}
