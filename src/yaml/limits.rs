//! How much of a text is read at most.
//!
//! The depth is Helm's own limit, the others are this crate's: they bound the memory of one reading, and no values
//! file that a person wrote comes near them.

pub use crate::file::MAX_BYTES;

/// The most nodes (keys, values, lists, maps, aliases) of all documents.
pub const MAX_NODES: usize = 200_000;

/// The most documents that are read for Helm 4.
pub const MAX_DOCUMENTS: usize = 10_000;

/// The deepest nesting, as Helm has it (go-yaml v2's `max_flow_level` and `max_indents`, and the depth of Go's JSON
/// decoder, which counts the root map).
pub const MAX_DEPTH: usize = 10_000;
