//! Temporary files that are complete before they replace others.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile, PersistError};

use super::pending::{PREFIX, Pending, RANDOM, sweep};
use crate::interrupt;

/// A file under a temporary name. It is removed when it is dropped or a signal ends the process, unless it was put in
/// place.
#[derive(Debug)]
pub(crate) struct TempFile {
    // Fields are dropped in this order: the file must be removed before it is forgotten.
    file: NamedTempFile,
    pending: Pending,
}

impl TempFile {
    /// Creates an empty file in the directory of `target`, with mode 0600 if `private`.
    pub(crate) fn beside(target: &Path, private: bool) -> io::Result<Self> {
        let folder = folder_of(target);
        sweep(folder);
        let mut builder = Builder::new();
        builder.prefix(PREFIX).rand_bytes(RANDOM);
        // The temporary file gets this mode, minus the umask.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = if private { 0o600 } else { 0o644 };
            builder.permissions(std::fs::Permissions::from_mode(mode));
        }
        #[cfg(not(unix))]
        let _ = private;
        let _known = interrupt::uninterrupted();
        let file = builder.tempfile_in(folder)?;
        let pending = Pending::new(file.path());
        Ok(Self { file, pending })
    }

    /// Creates a file with these contents, flushed to the disk.
    pub(crate) fn complete(target: &Path, bytes: &[u8], private: bool) -> io::Result<Self> {
        let mut file = Self::beside(target, private)?;
        file.write_all(bytes)?;
        file.file.as_file().sync_all()?;
        Ok(file)
    }

    pub(super) fn as_file(&self) -> &File {
        self.file.as_file()
    }

    /// Renames the file to `target`, replacing an existing file.
    pub(crate) fn replace(self, target: &Path) -> io::Result<()> {
        self.place(target, NamedTempFile::persist).map_err(|(error, _)| error)
    }

    /// Renames the file like [`Self::replace`], and returns it if that fails.
    pub(super) fn try_replace(self, target: &Path) -> Result<(), (io::Error, Self)> {
        self.place(target, NamedTempFile::persist)
    }

    /// Renames the file to `target`, which must not exist.
    pub(crate) fn create(self, target: &Path) -> io::Result<()> {
        self.place(target, NamedTempFile::persist_noclobber).map_err(|(error, _)| error)
    }

    fn place(
        self,
        target: &Path,
        persist: impl FnOnce(NamedTempFile, std::path::PathBuf) -> Result<File, PersistError>,
    ) -> Result<(), (io::Error, Self)> {
        let Self { file, pending } = self;
        if let Err(error) = file.as_file().sync_all() {
            return Err((error, Self { file, pending }));
        }
        match persist(file, target.to_owned()) {
            Ok(_) => {
                sync_folder(target);
                Ok(())
            }
            Err(PersistError { error, file }) => Err((error, Self { file, pending })),
        }
    }
}

impl Write for TempFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Returns the directory of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// Flushes the names in a file's directory to the disk. File systems that don't support this keep them safe otherwise.
pub(super) fn sync_folder(path: &Path) {
    #[cfg(unix)]
    {
        let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}
