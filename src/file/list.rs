//! The files of a folder.

use std::fs;
use std::path::{Path, PathBuf};

/// More entries of a folder than this are not looked at.
const MOST_ENTRIES: usize = 500;

/// The YAML files in a folder, by name; none if it cannot be read. The empty path is the working directory, and the
/// names of its files have no folder.
pub(crate) fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let folder = folder.strip_prefix(".").unwrap_or(folder);
    let is_working_directory = folder.as_os_str().is_empty();
    let Ok(entries) = fs::read_dir(if is_working_directory { Path::new(".") } else { folder }) else {
        return Vec::new();
    };
    let names = entries.take(MOST_ENTRIES).flatten().map(|entry| folder.join(entry.file_name()));
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|end| end == "yaml" || end == "yml");
    let mut files: Vec<PathBuf> = names.filter(is_yaml).collect();
    files.sort();
    files
}
