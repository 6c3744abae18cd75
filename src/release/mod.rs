//! A release: values and a chart, and the configuration that each process of it ends up with.

mod facts;
mod model;
mod written;

pub use facts::Facts;
pub use model::{Model, ProcessModel, Target};
pub use written::written_path;
