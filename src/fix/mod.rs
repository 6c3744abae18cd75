//! Fixes, applied: as often as it takes, shown as a diff, written so that nothing is lost.

mod converge;
mod diff;
mod hide;
mod write;

pub use converge::{Applied, Fixed, GivenUp, converge};
pub use diff::diff;
pub use write::{ReplaceError, replace};
