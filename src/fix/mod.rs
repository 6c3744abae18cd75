//! Fixes, applied: as often as it takes, shown as a diff.

mod converge;
mod diff;
mod hide;

pub use converge::{Applied, Fixed, GivenUp, converge};
pub use diff::diff;
