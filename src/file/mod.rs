//! Files: read within limits, and complete before they take their place.

mod read;

use std::io::{self, Write as _};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

pub use read::MAX_BYTES;
pub(crate) use read::{check, read, read_from, read_stdin, read_text};

/// A file in `folder` under a name of its own, on the disk with all that it holds; `private` ones have mode 0600. It is
/// gone when it is dropped, unless it was given its name.
pub(crate) fn complete(folder: &Path, bytes: &[u8], private: bool) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".flyte-auth-");
    // The temporary file is made with this mode, less the umask.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = if private { 0o600 } else { 0o644 };
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = private;
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

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
