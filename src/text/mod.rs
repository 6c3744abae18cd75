//! Text as such: places in it, its lines, and what of it may be printed.

mod fnv;
mod lines;
mod mask;
mod span;
mod visible;

pub use fnv::fnv1a;
pub use lines::LineIndex;
pub use mask::{REDACTED, cover, replace};
pub use span::{Position, Span};
pub use visible::{visible, visible_json, visible_path, visible_url};
