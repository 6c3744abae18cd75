//! Limits on the size of texts.
//!
//! The depth is Helm's own limit, the others are flyte-auth's: they bound the memory of one reading, and values files
//! written by people are far below them.

pub use crate::file::MAX_BYTES;

/// The maximum number of nodes (keys, values, lists, maps, aliases) in all documents.
pub const MAX_NODES: usize = 200_000;

/// The maximum number of documents that are read for Helm 4.
pub const MAX_DOCUMENTS: usize = 10_000;

/// The maximum nesting, as in Helm (go-yaml v2's `max_flow_level` and `max_indents`, and the depth of Go's JSON
/// decoder, which counts the root map).
pub const MAX_DEPTH: usize = 10_000;
