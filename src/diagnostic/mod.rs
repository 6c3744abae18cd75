//! Findings: what is wrong, where, and what would be right.

mod fault;
mod sanitize;

pub use fault::Fault;
pub use sanitize::visible;
