//! Helm values: layers, `--set`, merging, `null`, and the origin of every value.
//!
//! Begin with [`layer`], which merges the user's layers, and [`coalesce`], which merges them over the chart's defaults.

mod coalesce;
mod dropped;
mod from_yaml;
mod json;
mod layer;
mod merge;
mod natural;
mod placeholder;
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
pub use dropped::{Dropped, LossReason};
pub use from_yaml::node_value;
pub use json::{to_json, to_serde};
pub use layer::{FileInput, Inputs, LayerError, Layered, documents, layer, layer_one};
pub use merge::{empty, merge};
pub use natural::natural_order;
pub use placeholder::{PLACEHOLDER_PATTERN, encrypted, is_placeholder, is_sops, unfilled};
pub use source::{Source, SourceKind, Sources};
pub use value::{Entry, Kind, Map, Origin, SourceId, Value};
pub use yaml_scalar::{ScalarStyle, style_of, write_scalar};
pub use yaml_text::{to_yaml, yaml_float};

pub use crate::yaml::{HelmVersion, Path, Step};
