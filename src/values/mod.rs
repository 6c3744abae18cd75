//! Helm values: layers, `--set`, merging, `null`, and where every value came from.

mod coalesce;
mod dropped;
mod json;
mod merge;
mod natural;
pub mod number;
mod path;
pub mod plain;
pub mod print;
pub mod set;
mod source;
#[cfg(test)]
pub(crate) mod test_values;
mod value;
mod yaml_scalar;
mod yaml_text;

pub use coalesce::coalesce;
pub use dropped::{Dropped, Reason};
pub use json::to_json;
pub use merge::{empty, merge};
pub use natural::natural_order;
pub use path::{Path, Step};
pub use source::{Source, SourceKind, Sources};
pub use value::{Entry, Kind, Map, Origin, SourceId, Value};
pub use yaml_scalar::{Style, style_of, write_scalar};
pub use yaml_text::to_yaml;

/// Which Helm is imitated where the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HelmVersion {
    /// Helm 3
    #[default]
    V3,
    /// Helm 4
    V4,
}
