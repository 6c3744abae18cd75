//! Text utilities: places and lines, making text safe to print, masking, and wrapping.

mod fnv;
mod lines;
mod list;
mod lossy;
mod mask;
mod sample;
mod slip;
mod span;
mod visible;
mod wrap;

pub use fnv::fnv1a;
pub use lines::LineIndex;
pub use list::and_list;
pub use lossy::text_of;
pub use mask::{REDACTED, cover, replace};
pub use sample::{is_sample, is_words};
pub use slip::Slip;
pub use span::{Position, Span};
pub use visible::{visible, visible_json, visible_path, visible_url};
pub use wrap::{columns, wrap, wrap_comments};
