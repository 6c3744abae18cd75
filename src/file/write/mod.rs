//! The only place that writes files.
//!
//! An interruption at any time leaves either the old or the new content. There are two ways:
//!
//! | file | holds |
//! | --- | --- |
//! | `temp` | a complete file under a temporary name, which a rename then puts in place |
//! | `replace` | the same for an existing file, whose mode, owner and attributes are kept |
//! | `in_place` | overwriting with a backup, for a file that a rename would change otherwise |
//! | `attributes` | mode, owner and extended attributes of the replaced file |
//! | `pending` | the temporary files that a signal removes, and those of earlier runs |

mod attributes;
mod in_place;
mod pending;
mod replace;
mod temp;

pub(crate) use replace::ReplaceError;
pub(crate) use replace::{renew, replace};
pub(crate) use temp::TempFile;
