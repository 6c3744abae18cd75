//! Fixes, applied: as often as it takes, shown as a diff.

mod batch;
mod converge;
mod diff;
mod guard;
mod news;

pub use converge::{Applied, Fixable, FixableRelease, Fixed, converge, fixable};
pub use diff::diff;
pub use guard::Exposure;
