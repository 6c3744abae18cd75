//! The only place that writes files.
//!
//! Two ways, each of which leaves the old content or the new one, whenever it is interrupted:
//!
//! | file | holds |
//! | --- | --- |
//! | `temp` | a complete file under a temporary name, which then takes its place by a rename |
//! | `replace` | the same for a file that exists, whose mode, owner and attributes stay |
//! | `in_place` | for a file that a rename would make another one: a backup next to it, then its bytes are overwritten |
//! | `attributes` | mode, owner and extended attributes of the file that is replaced |
//! | `pending` | the temporary files that a signal removes, and those that earlier runs left |

mod attributes;
mod in_place;
mod pending;
mod replace;
mod temp;

pub(crate) use replace::ReplaceError;
pub(crate) use replace::{renew, replace};
pub(crate) use temp::TempFile;
