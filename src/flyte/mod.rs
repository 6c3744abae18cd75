//! The configuration that Flyte's processes read: keys, types, defaults, decoding, and what they do with it at run time.

pub mod config;
mod merged;
pub mod run;
mod url;

pub use merged::{Merged, merge_files};
pub use url::{GoUrl, UrlError};
