//! A Helm value that knows where it came from.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::yaml::Span;

/// Which text of a release a span points into: an index into the list of sources that the layers were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// Where a value (or a key) was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In a values file, at these bytes.
    File {
        /// The file.
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

/// A value as Helm's templates see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it was written.
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
    /// A string.
    String(Arc<str>),
    /// A list.
    List(Arc<Vec<Value>>),
    /// A map, in the order it was written.
    Map(Arc<Map>),
}

/// A map's entries in the order they were written.
pub type Map = IndexMap<Arc<str>, Entry>;

/// One entry of a map: where its key stands, and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where the key was written.
    pub key_origin: Origin,
    /// The value.
    pub value: Value,
}
