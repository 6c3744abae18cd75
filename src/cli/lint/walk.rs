//! The files of a folder that may be values.

use std::ffi::OsStr;
use std::path::Path;

use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;

use crate::cli::CliError;

/// The YAML and JSON files below a folder, sorted; without those that `.gitignore` or `exclude` name, and hidden ones
/// other than `.flyte/`, where clients have their configuration.
pub(super) fn walk(folder: &Path, exclude: &[String], root: &Path) -> Result<Vec<String>, CliError> {
    let root = if root == Path::new("") { Path::new(".") } else { root };
    let mut overrides = OverrideBuilder::new(root);
    for pattern in exclude {
        // What the builder takes for a file to look at, `!` turns around.
        overrides.add(&format!("!{pattern}")).map_err(CliError::Walk)?;
    }
    let walker = WalkBuilder::new(folder)
        // A checkout that is no git repository has its `.gitignore` all the same.
        .require_git(false)
        .hidden(false)
        .filter_entry(|entry| entry.depth() == 0 || is_looked_at(entry.file_name()))
        .overrides(overrides.build().map_err(CliError::Walk)?)
        .sort_by_file_path(Ord::cmp)
        .build();
    let mut files = Vec::new();
    for entry in walker {
        let entry = entry.map_err(CliError::Walk)?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && may_be_values(entry.path()) {
            let path = entry.path();
            let path = path.strip_prefix("./").unwrap_or(path);
            files.push(path.display().to_string());
        }
    }
    Ok(files)
}

fn is_looked_at(name: &OsStr) -> bool {
    name == ".flyte" || !name.as_encoded_bytes().starts_with(b".")
}

fn may_be_values(path: &Path) -> bool {
    path.extension().is_some_and(|end| ["yaml", "yml", "json"].iter().any(|known| end.eq_ignore_ascii_case(known)))
}
