//! The tree of a document. Begin with `document.rs`.

mod build;
mod document;
mod entries;
mod fold;
mod json;
mod node;

pub(super) use build::{Built, build};
pub use document::{Document, Resolved};
pub(super) use entries::RawEntry;
pub use fold::Folded;
pub use node::{Comment, Duplicate, Merge, NodeId, NodeKind, Style};
pub(super) use node::{Data, NONE, OPEN_MAP};
