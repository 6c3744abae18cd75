//! Resolves nodes to values as Helm does: go-yaml v2's decoder, then the conversion to JSON by sigs.k8s.io/yaml, then
//! Go's JSON decoder.
//!
//! Each of the three processes the whole document before the next one begins, and stops at its first error.

mod checks;
mod decode;
mod effective;
mod go_syntax;
mod number;
mod scalar;
mod timestamp;

pub(super) use checks::check;
pub(super) use decode::decode;
pub(super) use effective::find_entries;
pub(super) use number::float_key;
pub use scalar::{PlainScalar, YamlVersion};
pub use timestamp::is_timestamp;
