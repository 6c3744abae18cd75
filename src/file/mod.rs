//! Files: read within limits, and written atomically.

mod error;
mod id;
mod list;
mod read;
mod relative;
mod write;

use std::path::Path;

pub(crate) use error::{FileError, not_inputs};
pub(crate) use id::is_same;
pub(crate) use list::yaml_files;
pub use read::MAX_BYTES;
pub(crate) use read::{STDIN, check, is_stdin, read, read_from, read_input, read_named, read_text, shown_name};
pub(crate) use relative::path_from;
pub(crate) use write::{ReplaceError, TempFile, renew, replace};

/// Returns whether others than its owner may read or write a file. Always `false` on systems without file modes.
pub(crate) fn is_open_to_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        path.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}
