//! Applies fixes until nothing changes, and shows the result as a diff. Begin with `converge.rs`; `guard/` rejects
//! fixes that would make a release worse.

mod batch;
mod converge;
mod diff;
mod guard;
mod news;

pub use converge::{Applied, Fixable, FixableRelease, Fixed, converge, fixable};
pub use diff::diff;
pub use guard::Exposure;
