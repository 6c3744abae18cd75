//! YAML exactly as Helm reads it, and YAML that Helm reads back as it was meant.

mod span;

pub use span::{Position, Span};
