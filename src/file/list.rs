//! Lists the files of a directory.

use std::fs;
use std::path::{Path, PathBuf};

/// The maximum number of a directory's entries that are examined.
const MAX_ENTRIES: usize = 500;

/// Returns the YAML files in a directory, sorted by name, or none if it cannot be read. The empty path is the working
/// directory, whose files have no directory in their names.
pub(crate) fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let folder = folder.strip_prefix(".").unwrap_or(folder);
    let is_working_directory = folder.as_os_str().is_empty();
    let Ok(entries) = fs::read_dir(if is_working_directory { Path::new(".") } else { folder }) else {
        return Vec::new();
    };
    let names = entries.take(MAX_ENTRIES).flatten().map(|entry| folder.join(entry.file_name()));
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|end| end == "yaml" || end == "yml");
    let mut files: Vec<PathBuf> = names.filter(is_yaml).collect();
    files.sort();
    files
}
