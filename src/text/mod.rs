//! Text as such: places in it, its lines, and what of it may be printed.

mod lines;
mod slip;
mod span;
mod visible;

pub use lines::LineIndex;
pub use slip::Slip;
pub use span::{Position, Span};
pub use visible::{visible, visible_json, visible_url};
