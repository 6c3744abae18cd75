//! The temporary files of this run and of earlier ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::interrupt;

/// The prefix of temporary files' names; six letters and digits follow.
pub(super) const PREFIX: &str = ".flyte-auth-tmp-";

/// The number of letters and digits after [`PREFIX`].
pub(super) const RANDOM: usize = 6;

/// The age from which on a temporary file belongs to an earlier run.
const OLD: Duration = Duration::from_secs(3600);

/// The current temporary files.
static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn pending() -> MutexGuard<'static, Vec<PathBuf>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A temporary file that a signal removes while this value exists.
#[derive(Debug)]
pub(super) struct Pending(PathBuf);

impl Pending {
    pub(super) fn new(path: &Path) -> Self {
        interrupt::before_end(remove_all);
        pending().push(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        pending().retain(|path| *path != self.0);
    }
}

fn remove_all() {
    for path in pending().drain(..) {
        // Nothing can be done about a failure.
        let _ = fs::remove_file(path);
    }
}

/// Removes the temporary files in `folder` that killed runs left.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if is_temporary(entry.file_name().as_encoded_bytes()) && is_old(&entry) {
            // A file that cannot be removed is kept.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_temporary(name: &[u8]) -> bool {
    name.strip_prefix(PREFIX.as_bytes())
        .is_some_and(|random| random.len() == RANDOM && random.iter().all(u8::is_ascii_alphanumeric))
}

fn is_old(entry: &fs::DirEntry) -> bool {
    let Ok(metadata) = entry.metadata() else { return false };
    let age = metadata.modified().ok().and_then(|time| time.elapsed().ok());
    metadata.is_file() && age.is_some_and(|age| age >= OLD)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::time::SystemTime;

    use super::{OLD, sweep};

    #[test]
    fn removes_only_old_temporary_files() {
        let folder = tempfile::tempdir().unwrap();
        let names =
            [".flyte-auth-tmp-aB3xY9", ".flyte-auth-tmp-new123", ".flyte-auth-baseline.json", ".flyte-auth-tmp-"];
        for name in names {
            let file = File::create(folder.path().join(name)).unwrap();
            if name != names[1] {
                file.set_modified(SystemTime::now() - 2 * OLD).unwrap();
            }
        }
        sweep(folder.path());
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".flyte-auth-baseline.json", ".flyte-auth-tmp-", ".flyte-auth-tmp-new123"]);
    }
}
