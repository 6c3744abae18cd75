//! What Go's standard library does, where Helm and Flyte show it: quoting, numbers, base64, lists in arguments, durations, URLs.

pub mod base64;
pub mod csv;
mod duration;
pub mod strconv;
mod url;

pub use duration::Nanoseconds;
pub use url::GoUrl;
