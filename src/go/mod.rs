//! Parts of Go's standard library whose behavior shows in Helm and Flyte: quoting, numbers, base64, lists in arguments,
//! durations, URLs.

pub mod base64;
pub mod csv;
mod duration;
pub mod strconv;
mod url;

pub use duration::Nanoseconds;
pub use url::GoUrl;
