//! A file replaced so that it is never half there, and stays the file that it was.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::file::complete;

/// Why a file was not replaced. It is as it was then.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// Somebody else wrote it meanwhile.
    #[error("`{}` has changed since it was read, and is left alone", .0.display())]
    Changed(PathBuf),
    /// It may not be written.
    #[error("`{}` is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// It could not be written.
    #[error("cannot write `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl crate::diagnostic::Help for ReplaceError {
    fn help(&self) -> Option<String> {
        match self {
            Self::Changed(_) => Some("run the command again".to_owned()),
            Self::ReadOnly(_) | Self::Io { .. } => None,
        }
    }
}

/// Replaces what `path` holds, `before`, by `after`.
///
/// The new text is complete on the disk before it takes the old one's place. Mode, owner and links stay: a symbolic
/// link keeps pointing to the file, whose text changes; a file with several names, or of another owner, is written in
/// place. Nothing is written if the file holds something else than `before`.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), ReplaceError> {
    let io = |source| ReplaceError::Io { path: path.to_owned(), source };
    let target = path.canonicalize().map_err(io)?;
    let old = fs::metadata(&target).map_err(io)?;
    if old.permissions().readonly() {
        return Err(ReplaceError::ReadOnly(path.to_owned()));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let file = complete(folder, after, true).map_err(io)?;
    file.as_file().set_permissions(old.permissions()).map_err(io)?;
    file.as_file().sync_all().map_err(io)?;
    if fs::read(&target).map_err(io)? != before {
        return Err(ReplaceError::Changed(path.to_owned()));
    }
    let new = file.as_file().metadata().map_err(io)?;
    if can_be_renamed_over(&old, &new) {
        file.persist(&target).map_err(|error| io(error.error))?;
        return Ok(());
    }
    let mut place = File::create(&target).map_err(io)?;
    place.write_all(after).map_err(io)?;
    place.sync_all().map_err(io)
}

/// Whether the file has one name only, and the owner that a new file has.
#[cfg(unix)]
fn can_be_renamed_over(old: &Metadata, new: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    old.nlink() == 1 && old.uid() == new.uid() && old.gid() == new.gid()
}

#[cfg(not(unix))]
fn can_be_renamed_over(_old: &Metadata, _new: &Metadata) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::{ReplaceError, replace};

    #[test]
    fn mode_and_links_stay() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("values.yaml");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.yaml");
        symlink("values.yaml", &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(file.metadata().unwrap().mode() & 0o777, 0o640);

        let other = folder.path().join("other.yaml");
        fs::hard_link(&file, &other).unwrap();
        replace(&file, b"new", b"newer").unwrap();
        assert_eq!(fs::read(&other).unwrap(), b"newer");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_file_that_changed_or_is_read_only_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("values.yaml");
        fs::write(&file, "theirs").unwrap();
        assert!(matches!(replace(&file, b"ours", b"new"), Err(ReplaceError::Changed(_))));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(matches!(replace(&file, b"theirs", b"new"), Err(ReplaceError::ReadOnly(_))));
        assert_eq!(fs::read(&file).unwrap(), b"theirs");
    }
}
