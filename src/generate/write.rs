//! Writes the files such that none is ever incomplete and no existing file is lost.

use std::io;
use std::path::{Path, PathBuf};

use super::{GeneratedFiles, PlannedFile};
use crate::file::{self, FileError, ReplaceError, TempFile};
use crate::text::{and_list, visible_path};

/// The reason why files were not written. No file was written, unless it says so.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum WriteError {
    /// Files exist already.
    #[error("{} already", exist(.0))]
    #[diagnostic(help("use another directory (`-o DIR`), or `--force` to replace existing files"))]
    Exists(Vec<PathBuf>),
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// An existing file could not be changed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Replace(#[from] ReplaceError),
}

fn exist(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| format!("`{}`", visible_path(path))).collect();
    format!("{} {}", and_list(&names), if names.len() == 1 { "exists" } else { "exist" })
}

/// Writes the plan's files into `folder`, which is created if necessary, and returns their paths. Files with secrets
/// get mode 0600. With `force`, existing files are replaced. A file that already has its text is not written, and
/// one that is merged with an existing file takes its place.
///
/// All texts are on disk before the first file gets its name, so a full disk leaves nothing behind.
pub fn write(plan: &GeneratedFiles, folder: &Path, force: bool) -> Result<Vec<PathBuf>, WriteError> {
    write_files(&plan.files, folder, force)
}

/// Writes some of a plan's files, see [`write()`].
pub fn write_files(files: &[PlannedFile], folder: &Path, force: bool) -> Result<Vec<PathBuf>, WriteError> {
    let all: Vec<PathBuf> = files.iter().map(|file| folder.join(file.name)).collect();
    let (files, paths): (Vec<&PlannedFile>, Vec<PathBuf>) =
        files.iter().zip(all.iter().cloned()).filter(|(file, path)| !file.is_at(path)).unzip();
    let new = files.iter().zip(&paths).filter(|(file, _)| file.replaces.is_none()).map(|(_, path)| path);
    let there: Vec<PathBuf> = new.filter(|path| path.symlink_metadata().is_ok()).cloned().collect();
    if !force && !there.is_empty() {
        return Err(WriteError::Exists(there));
    }
    std::fs::create_dir_all(folder).map_err(|source| FileError::write(folder, source))?;
    let (merged, new): (Vec<_>, Vec<_>) = files.into_iter().zip(&paths).partition(|(file, _)| file.replaces.is_some());
    let mut ready = Vec::new();
    for (file, path) in new {
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
    for (file, path) in merged {
        if let Some(before) = &file.replaces {
            file::replace(path, before, file.text.as_bytes())?;
        }
    }
    Ok(all)
}
