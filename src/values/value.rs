//! A Helm value with its origin.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use crate::text::Span;
use crate::yaml::Branch;

/// The index of a text in the list of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// The place where a value or a key is written.
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
        /// The flag's argument, which is a source of its own.
        source: SourceId,
    },
    /// In the chart's own `values.yaml`.
    ChartDefault {
        /// The line, from 1, if the table of defaults contains it.
        line: Option<u32>,
    },
    /// Written by a template of the chart, independently of the values.
    Template {
        /// The template or the config file that it renders, for example `004-auth.yaml`.
        file: &'static str,
    },
    /// Built into a Flyte process.
    FlyteDefault,
    /// In another layer of the release, which is not given.
    Assumed,
}

impl Origin {
    /// Returns whether the user wrote it for this release: in a values file or a flag.
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

/// The types of values in Helm's templates (Go's `nil`, `bool`, `int64`, `float64`, `string`, `[]interface{}`,
/// `map[string]interface{}`). Lists and maps are shared, so clones and aliases are cheap.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An `int64`. Only `--set` creates one; integers in a file are floats.
    Int(i64),
    /// A `float64`: every number of a values file.
    Float(f64),
    String(Arc<str>),
    List(Arc<Vec<Value>>),
    /// A map, in the order it was written.
    Map(Arc<Map>),
    /// A value that only a running Helm can evaluate, with its template text. Only configurations contain it, values
    /// never do.
    Unknown(Arc<str>),
}

/// A map's entries, in the order in which they are written.
///
/// The hasher has a new seed in every run, so a values file cannot be crafted such that its keys collide. An attacker
/// who learns the seed from many requests is not a threat to a process that reads one release.
pub type Map = IndexMap<Arc<str>, Entry, RandomState>;

/// An entry of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The position of the key.
    pub key_origin: Origin,
    pub value: Value,
}

impl Entry {
    /// Creates an entry whose key has the origin of its value.
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
    pub const fn new(kind: Kind, origin: Origin) -> Self {
        Self { kind, origin }
    }

    /// Creates `null` with an origin.
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

    /// Returns whether this is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// Returns the map, if it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.kind {
            Kind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Returns the list, if it is one.
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the value of `key`, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key).map(|entry| &entry.value)
    }

    /// Returns the value at the end of `path`, if every step but the last is a map.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// Returns this value with `value` at the end of a path of keys; other values than maps on the path are replaced.
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

    /// Returns Go's `%T` of the value, which Helm's messages quote.
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

    /// Returns whether a template's `if` treats it as true: it is not null, false, zero, or empty.
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
