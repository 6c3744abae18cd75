//! Files: reports, values and settings, written so that none is ever half there.

mod id;
mod write;

use std::path::Path;

pub(crate) use id::is_same;
pub(crate) use write::ReplaceError;
pub(crate) use write::{TempFile, renew, replace};

/// Whether others than its owner may read or write a file. Where files have no mode, nobody knows.
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
