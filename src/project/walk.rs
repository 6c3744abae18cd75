//! Finds files in a directory that may be values.

use std::ffi::OsStr;
use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::overrides::OverrideBuilder;
use ignore::{DirEntry, WalkBuilder};

use super::ProjectError;
use crate::file::{self, FileError};

/// Returns the YAML and JSON files below a directory, and those of Terraform and of helmfile's templates, sorted. Skips
/// files that `.gitignore` or `exclude` match, and hidden ones other than `.flyte/`, which contains client configs.
pub fn walk(folder: &Path, exclude: &[String], root: &Path) -> Result<Vec<PathBuf>, ProjectError> {
    let root = if root == Path::new("") { Path::new(".") } else { root };
    let mut overrides = OverrideBuilder::new(root);
    for pattern in exclude {
        // The builder's patterns include files; `!` makes them exclude.
        overrides.add(&format!("!{pattern}")).map_err(ProjectError::Walk)?;
    }
    let whole = folder.canonicalize().map_err(|source| FileError::read(folder, source))?;
    if let Some((path, source)) = whole.ancestors().find_map(unreadable_patterns) {
        return Err(FileError::read(&path, source).into());
    }
    let unreadable: Arc<Mutex<Option<(PathBuf, io::Error)>>> = Arc::default();
    let found = Arc::clone(&unreadable);
    let may_enter = move |entry: &DirEntry| {
        let patterns = entry.file_type().filter(FileType::is_dir).and_then(|_| unreadable_patterns(entry.path()));
        patterns.is_none_or(|patterns| {
            if let Ok(mut found) = found.lock() {
                found.get_or_insert(patterns);
            }
            false
        })
    };
    let walker = WalkBuilder::new(folder)
        // Apply `.gitignore` also in a checkout that isn't a git repository.
        .require_git(false)
        .hidden(false)
        .filter_entry(move |entry| entry.depth() == 0 || (is_looked_at(entry.file_name()) && may_enter(entry)))
        .overrides(overrides.build().map_err(ProjectError::Walk)?)
        .sort_by_file_path(Ord::cmp)
        .build();
    let mut files = Vec::new();
    for entry in walker {
        let entry = entry.map_err(ProjectError::Walk)?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && may_be_values(entry.path()) {
            let path = entry.path();
            let path = path.strip_prefix("./").unwrap_or(path);
            files.push(path.to_owned());
        }
    }
    match unreadable.lock().ok().and_then(|mut found| found.take()) {
        Some((path, source)) => Err(FileError::read(&path, source).into()),
        None => Ok(files),
    }
}

/// Returns the first of a directory's ignore files that cannot be read within limits.
fn unreadable_patterns(folder: &Path) -> Option<(PathBuf, io::Error)> {
    [".gitignore", ".ignore", ".git/info/exclude"].into_iter().find_map(|name| {
        let path = folder.join(name);
        match file::check(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound && error.kind() != io::ErrorKind::NotADirectory => {
                Some((path.strip_prefix("./").map(Path::to_owned).unwrap_or(path), error))
            }
            _ => None,
        }
    })
}

fn is_looked_at(name: &OsStr) -> bool {
    name == ".flyte" || !name.as_encoded_bytes().starts_with(b".")
}

fn may_be_values(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| ["yaml", "yml", "json", "tf", "gotmpl"].iter().any(|known| end.eq_ignore_ascii_case(known)))
}
