//! The configuration that Flyte's processes read: keys, types, defaults, decoding, and what they do with it at run time.

mod public_url;
mod version;

pub use public_url::PublicUrl;
pub use version::FlyteVersion;
