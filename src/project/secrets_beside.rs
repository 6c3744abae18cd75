//! Finds values files with a release's secrets that are next to its files but were not passed.

use std::path::{Path, PathBuf};

use super::layers::{holds_secrets, own_words};
use crate::chart::OwnValues;
use crate::file::{is_stdin, yaml_files};
use crate::generate;
use crate::shell;
use crate::text::visible;
use crate::values_file::ValuesFile;

/// Returns the values files with secrets next to `files` whose names make them layers of the same release, such as
/// `values-secrets.yaml` for `values.yaml`. Returns none if `files` include one with secrets.
pub fn secrets_beside(files: &[String]) -> Vec<String> {
    let given: Vec<&Path> = files.iter().filter(|file| !is_stdin(file)).map(Path::new).collect();
    let Some(folder) = given.first().and_then(|first| first.parent()) else {
        return Vec::new();
    };
    if given.iter().any(|file| holds_secrets(file)) {
        return Vec::new();
    }
    let words: Vec<Vec<String>> = given.iter().map(|file| own_words(file)).collect();
    let found = yaml_files(folder).into_iter().filter(|file| holds_secrets(file));
    let mut found: Vec<(Vec<String>, PathBuf)> = found.map(|file| (own_words(&file), file)).collect();
    found.retain(|(own, file)| (own.is_empty() || words.contains(own)) && is_layer(file));
    // A file for this cluster or environment takes precedence over one for all of them.
    if found.iter().any(|(own, _)| !own.is_empty()) {
        found.retain(|(own, _)| !own.is_empty());
    }
    found.into_iter().filter_map(|(_, file)| file.into_os_string().into_string().ok()).collect()
}

/// Returns the flags that pass values files.
pub fn flags_of_files(files: &[String]) -> String {
    shell::line(&files.iter().flat_map(|file| ["-f".to_owned(), file.clone()]).collect::<Vec<_>>())
}

/// Returns a remark on a file with secrets that was not passed, if there is one.
pub fn not_passed(files: &[String]) -> Option<String> {
    let beside = secrets_beside(files);
    let first = beside.first()?;
    Some(format!(
        "these values do not include `{}`: add `{}` if it is part of the release",
        visible(first),
        flags_of_files(&beside)
    ))
}

/// Returns whether a file contains values that a chart of Flyte reads.
fn is_layer(file: &Path) -> bool {
    ValuesFile::read(file).is_ok_and(|file| {
        let own = OwnValues::of(&file.layered.values).values;
        own.as_map().is_some_and(|map| !map.is_empty()) && !generate::reads_nothing(own)
    })
}
