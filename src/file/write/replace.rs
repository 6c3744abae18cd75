//! Replaces the content of an existing file.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use super::attributes::{has_other_names, keep};
use super::in_place::{self, backup_of, shown_backup_of};
use super::temp::TempFile;
use crate::file::id::is_same_file;
use crate::text::visible_path;

/// The reasons why a file's content was not replaced. The file is unchanged unless the error says otherwise.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ReplaceError {
    /// Another process changed the file in the meantime.
    #[error("`{}` was modified after it was read, and is not changed", visible_path(.0))]
    #[diagnostic(help("run the command again"))]
    Changed(PathBuf),
    /// The file is read-only.
    #[error("`{}` is read-only", visible_path(.0))]
    ReadOnly(PathBuf),
    /// The path is a directory, a device or a pipe.
    #[error("`{}` is not a regular file", visible_path(.0))]
    NotAFile(PathBuf),
    /// An earlier run was killed while it wrote the file.
    #[error("an earlier run was interrupted while it wrote `{}`", visible_path(path))]
    #[diagnostic(help(
        "`{0}` has its old content: compare the two, then delete `{0}`, or move it to `{1}`",
        visible_path(backup),
        visible_path(path)
    ))]
    Interrupted {
        path: PathBuf,
        /// The file's content before that run.
        backup: PathBuf,
    },
    #[error("cannot write `{}`", visible_path(path))]
    Io { path: PathBuf, source: io::Error },
    /// The file could not be written, and its old content could not be restored either.
    #[error("cannot write `{}`, and its previous content could not be restored", visible_path(path))]
    #[diagnostic(help("move its old content, `{}`, to `{}`", visible_path(backup), visible_path(path)))]
    Torn {
        path: PathBuf,
        /// The file's old content.
        backup: PathBuf,
        source: io::Error,
    },
}

/// Replaces the content of `path`, which must be `before`, by `after`.
///
/// The new content is complete on the disk before it replaces the old one. Mode, owner, extended attributes and links
/// are kept: a symbolic link still points to the file. If a rename would change more than the content (hard links, an
/// owner that cannot be kept, a mount point), the file is overwritten in place, with a backup next to it in the
/// meantime.
pub(crate) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), ReplaceError> {
    let io = |source| ReplaceError::Io { path: path.to_owned(), source };
    // Links are followed only here.
    let target = path.canonicalize().map_err(io)?;
    drop_needless_backup(path, &target)?;
    let old = writable(path, &target)?;
    let new = TempFile::complete(&target, after, true).map_err(io)?;
    swap(path, &target, old, new, Some(before))
}

/// Replaces a file by `new` regardless of its content; otherwise the same as [`replace`].
pub(crate) fn renew(path: &Path, new: TempFile) -> Result<(), ReplaceError> {
    let target = path.canonicalize().map_err(|source| ReplaceError::Io { path: path.to_owned(), source })?;
    drop_needless_backup(path, &target)?;
    let old = writable(path, &target)?;
    swap(path, &target, old, new, None)
}

/// Opens the file to replace, if replacing it is allowed.
fn writable(path: &Path, target: &Path) -> Result<File, ReplaceError> {
    let io = |source| ReplaceError::Io { path: path.to_owned(), source };
    let old = open(target, false).map_err(io)?;
    let metadata = old.metadata().map_err(io)?;
    if !metadata.is_file() {
        return Err(ReplaceError::NotAFile(path.to_owned()));
    }
    if metadata.permissions().readonly() {
        return Err(ReplaceError::ReadOnly(path.to_owned()));
    }
    Ok(old)
}

/// Puts `new` in the place of `old` at `target`. `before` is the content that `old` must have, if any.
fn swap(path: &Path, target: &Path, mut old: File, new: TempFile, before: Option<&[u8]>) -> Result<(), ReplaceError> {
    let io = |source| ReplaceError::Io { path: path.to_owned(), source };
    let metadata = old.metadata().map_err(io)?;
    let is_like_old = keep(&old, &metadata, new.as_file()).map_err(io)?;
    let after = new.as_file().try_clone().map_err(io)?;
    let is_still_there = target.symlink_metadata().is_ok_and(|now| is_same_file(&now, &metadata));
    let holds_before = match before {
        Some(before) => holds(&mut old, before).map_err(io)?,
        None => true,
    };
    if !is_still_there || !holds_before {
        return Err(ReplaceError::Changed(path.to_owned()));
    }
    let mut new = Some(new);
    if is_like_old && !has_other_names(&metadata) {
        match new.take().map_or(Ok(()), |new| new.try_replace(target)) {
            Ok(()) => return Ok(()),
            // A mount point, or a directory in which only a file's owner may replace it.
            Err((error, _))
                if matches!(
                    error.kind(),
                    ErrorKind::ResourceBusy | ErrorKind::CrossesDevices | ErrorKind::PermissionDenied
                ) => {}
            Err((error, _)) => return Err(io(error)),
        }
    }
    let place = open(target, true).map_err(io)?;
    if !is_same_file(&place.metadata().map_err(io)?, &metadata) {
        return Err(ReplaceError::Changed(path.to_owned()));
    }
    let (before, after) = (content(old).map_err(io)?, content(after).map_err(io)?);
    in_place::overwrite(path, target, place, &before, &after)
}

/// Reads an open file from its start.
fn content(mut file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a file without following a link that was put in its place, and without blocking on what isn't a file.
fn open(path: &Path, to_write: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(to_write);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    options.open(path)
}

/// Returns whether a file contains exactly these bytes.
fn holds(file: &mut File, bytes: &[u8]) -> io::Result<bool> {
    file.rewind()?;
    let mut now = Vec::with_capacity(bytes.len());
    file.take(bytes.len() as u64 + 1).read_to_end(&mut now)?;
    Ok(now == bytes)
}

/// Removes the backup of a run that was killed before it changed the file. Fails if the backup may be needed.
fn drop_needless_backup(path: &Path, target: &Path) -> Result<(), ReplaceError> {
    let io = |source| ReplaceError::Io { path: path.to_owned(), source };
    let backup = backup_of(target);
    if backup.symlink_metadata().is_err() {
        return Ok(());
    }
    let old = open(&backup, false).and_then(content);
    let is_needless = match old {
        Ok(old) => open(target, false).and_then(|mut now| holds(&mut now, &old)).map_err(io)?,
        Err(_) => false,
    };
    if is_needless {
        std::fs::remove_file(&backup).map_err(io)
    } else {
        Err(ReplaceError::Interrupted { path: path.to_owned(), backup: shown_backup_of(path, target) })
    }
}
