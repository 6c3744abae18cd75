//! Fixes, applied: as often as it takes, shown as a diff.

mod batch;
mod converge;
mod diff;
mod guard;
mod hide;
<<<<<<< HEAD
mod news;
mod write;
=======
>>>>>>> main

pub use converge::{Applied, Fixable, Fixed, GivenUp, Judged, converge, fixable};
pub use diff::diff;
<<<<<<< HEAD
pub use guard::Standing;
pub use write::{ReplaceError, replace};
=======
>>>>>>> main
