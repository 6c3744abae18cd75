//! The files, written so that none is ever half there and none that exists is lost.

use std::io;
use std::path::{Path, PathBuf};

use super::{GeneratedFiles, PlannedFile};
use crate::file::{FileError, TempFile};
use crate::text::{and_list, visible_path};

/// Why files were not written. Nothing has been written then, unless it says so.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum WriteError {
    /// Files are there already.
    #[error("{} already", exist(.0))]
    #[diagnostic(help("use another directory (`-o DIR`), or `--force` to replace existing files"))]
    Exists(Vec<PathBuf>),
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] FileError),
}

fn exist(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| format!("`{}`", visible_path(path))).collect();
    format!("{} {}", and_list(&names), if names.len() == 1 { "exists" } else { "exist" })
}

/// Writes the plan's files into `folder`, which is made if it is not there, and returns their paths. Files with
/// secrets get mode 0600. With `force`, files that exist are replaced. A file that has its text already stays as it is.
///
/// All texts are on the disk before the first one gets its name, so that a full disk leaves nothing behind.
pub fn write(plan: &GeneratedFiles, folder: &Path, force: bool) -> Result<Vec<PathBuf>, WriteError> {
    write_files(&plan.files, folder, force)
}

/// The same as [`write()`] for some of a plan's files.
pub fn write_files(files: &[PlannedFile], folder: &Path, force: bool) -> Result<Vec<PathBuf>, WriteError> {
    let all: Vec<PathBuf> = files.iter().map(|file| folder.join(file.name)).collect();
    let (files, paths): (Vec<&PlannedFile>, Vec<PathBuf>) =
        files.iter().zip(all.iter().cloned()).filter(|(file, path)| !file.is_at(path)).unzip();
    let there: Vec<PathBuf> = paths.iter().filter(|path| path.symlink_metadata().is_ok()).cloned().collect();
    if !force && !there.is_empty() {
        return Err(WriteError::Exists(there));
    }
    std::fs::create_dir_all(folder).map_err(|source| FileError::write(folder, source))?;
    let mut ready = Vec::new();
    for (file, path) in files.into_iter().zip(&paths) {
        let error = |source| FileError::write(path, source);
        ready.push((TempFile::complete(path, file.text.as_bytes(), file.private).map_err(error)?, path));
    }
    for (file, path) in ready {
        let placed = if force { file.replace(path) } else { file.create(path) };
        placed.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => WriteError::Exists(vec![path.clone()]),
            _ => FileError::write(path, error).into(),
        })?;
    }
    Ok(all)
}
