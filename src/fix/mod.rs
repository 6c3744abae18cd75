//! Fixes, applied: as often as it takes, shown as a diff, written so that nothing is lost.

mod batch;
mod converge;
mod diff;
mod guard;
mod hide;
mod news;
mod write;

pub use converge::{Applied, Fixable, Fixed, GivenUp, Judged, converge, fixable};
pub use diff::diff;
pub use guard::Standing;
pub use write::{ReplaceError, replace};
