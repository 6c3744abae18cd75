//! Helm values: layers, `--set`, merging, `null`, and where every value came from.

mod value;

pub use value::{Entry, Kind, Map, Origin, SourceId, Value};
