//! The configuration that Flyte's processes read: keys, types, defaults, decoding, and what they do with it at run time.

pub mod config;
mod merged;
mod public_url;
mod release;
pub mod run;
mod secret_manager;
mod url;
mod version;

pub use merged::{Merged, merge_files};
pub use public_url::PublicUrl;
pub use release::{Model, ProcessModel, Target};
pub use secret_manager::SecretManager;
pub use url::{GoUrl, UrlError};
pub use version::FlyteVersion;
