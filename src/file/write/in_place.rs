//! Overwrites a file in place, if a rename would change more than its content.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::replace::ReplaceError;
use super::temp::{TempFile, sync_folder};
use crate::interrupt;

/// Returns the path that holds a file's old content while it is overwritten.
pub(super) fn backup_of(target: &Path) -> PathBuf {
    let mut name = target.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".flyte-auth-backup");
    target.with_file_name(name)
}

/// Returns the same path for messages: next to the path that the user gave, unless that is a link.
pub(super) fn shown_backup_of(path: &Path, target: &Path) -> PathBuf {
    let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    backup_of(if is_link { target } else { path })
}

/// A file to overwrite. It is a trait so that tests can make each step fail.
trait WritePlace {
    /// Writes all bytes from the start.
    fn write_from_start(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Truncates the file to a length.
    fn truncate(&mut self, length: u64) -> io::Result<()>;
    /// Flushes the file to the disk.
    fn sync(&mut self) -> io::Result<()>;
}

impl WritePlace for File {
    fn write_from_start(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.rewind()?;
        self.write_all(bytes)
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// Overwrites the open file `place` at `target`, which holds `before`, with `after`. `path` is its name in messages.
///
/// Before the first byte changes, a complete backup is written next to it, which is removed once the last byte is on
/// the disk. Signals are deferred until then.
pub(super) fn overwrite(
    path: &Path,
    target: &Path,
    mut place: File,
    before: &[u8],
    after: &[u8],
) -> Result<(), ReplaceError> {
    let io = |source| ReplaceError::Io { path: path.to_owned(), source };
    let backup = backup_of(target);
    TempFile::complete(target, before, true).and_then(|file| file.create(&backup)).map_err(io)?;
    let _whole = interrupt::uninterrupted();
    match change(&mut place, before, after) {
        Ok(()) => {}
        Err(InPlaceFailure::PutBack(source)) => {
            let _ = fs::remove_file(&backup);
            return Err(io(source));
        }
        Err(InPlaceFailure::Torn(source)) => {
            let backup = shown_backup_of(path, target);
            return Err(ReplaceError::Torn { path: path.to_owned(), backup, source });
        }
    }
    fs::remove_file(&backup).map_err(io)?;
    sync_folder(target);
    Ok(())
}

/// How a change failed.
#[derive(Debug)]
enum InPlaceFailure {
    /// The old content was restored.
    PutBack(io::Error),
    /// The file has neither content.
    Torn(io::Error),
}

/// Writes everything before truncating, so that there is room on the disk to restore the old content.
fn change(place: &mut dyn WritePlace, before: &[u8], after: &[u8]) -> Result<(), InPlaceFailure> {
    let Err(error) = write(place, after) else { return Ok(()) };
    match write(place, before) {
        Ok(()) => Err(InPlaceFailure::PutBack(error)),
        Err(_) => Err(InPlaceFailure::Torn(error)),
    }
}

fn write(place: &mut dyn WritePlace, bytes: &[u8]) -> io::Result<()> {
    place.write_from_start(bytes)?;
    place.truncate(bytes.len() as u64)?;
    place.sync()
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{InPlaceFailure, WritePlace, change};

    /// A file on a disk with room for so many bytes, whose operations fail from one on, and for so many.
    struct Failing {
        bytes: Vec<u8>,
        room: usize,
        step: usize,
        fail_at: usize,
        fail_for: usize,
    }

    impl Failing {
        fn step(&mut self) -> io::Result<()> {
            self.step += 1;
            let fails = (self.fail_at..self.fail_at + self.fail_for).contains(&self.step);
            if fails { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
        }
    }

    impl WritePlace for Failing {
        fn write_from_start(&mut self, bytes: &[u8]) -> io::Result<()> {
            let failed = self.step();
            let room = self.room.max(self.bytes.len());
            // A write that fails may have written a part.
            let part = if failed.is_err() { bytes.len() / 2 } else { bytes.len().min(room) };
            let written = bytes[..part].iter().copied().chain(self.bytes.iter().copied().skip(part));
            self.bytes = written.collect();
            failed?;
            if part < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }

        fn truncate(&mut self, length: u64) -> io::Result<()> {
            self.step()?;
            self.bytes.truncate(usize::try_from(length).unwrap());
            Ok(())
        }

        fn sync(&mut self) -> io::Result<()> {
            self.step()
        }
    }

    #[test]
    fn a_failure_leaves_old_or_new_content() {
        let texts: [&[u8]; 4] = [b"", b"old", b"the old content", b"the new content, longer"];
        let mut cases = 0;
        for before in texts {
            for after in texts {
                for room in 0..30 {
                    for fail_at in 1..8 {
                        for fail_for in 0..8 {
                            let mut place = Failing { bytes: before.to_vec(), room, step: 0, fail_at, fail_for };
                            match change(&mut place, before, after) {
                                Ok(()) => assert_eq!(place.bytes, after),
                                Err(InPlaceFailure::PutBack(_)) => assert_eq!(place.bytes, before),
                                // The backup holds it; only if putting it back failed, too.
                                Err(InPlaceFailure::Torn(_)) => assert!(fail_for > 1 || fail_at > 1),
                            }
                            cases += 1;
                        }
                    }
                }
            }
        }
        assert_eq!(cases, 4 * 4 * 30 * 7 * 8);
    }
}
