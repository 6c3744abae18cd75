//! The configuration that Flyte's processes read: keys, types, defaults, decoding, and what they do with it at run time.

pub mod config;
mod merged;
mod release;
pub mod run;
mod url;

pub use merged::{Merged, merge_files};
pub use release::{Model, ProcessModel, Target};
pub use url::{GoUrl, UrlError};
