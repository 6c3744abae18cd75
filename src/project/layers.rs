//! Groups values files that look like layers of one release by their names: `common.yaml`, `production.yaml` and
//! `secrets-production.yaml`, or `values.yaml` and `values-production.yaml`.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::config::release_block;
use crate::shell;
use crate::text::visible_path;

/// Words in file names that don't name an environment or a cluster.
const COMMON_WORDS: [&str; 13] = [
    "values",
    "value",
    "common",
    "base",
    "default",
    "defaults",
    "global",
    "shared",
    "flyte",
    "helm",
    "core",
    "binary",
    "overrides",
];

/// Names of directories with the first layers of the directories beside them.
const BASE_FOLDERS: [&str; 6] = ["base", "common", "default", "defaults", "shared", "global"];

/// Names of directories with a directory or a file for each environment.
const ENVIRONMENT_FOLDERS: [&str; 3] = ["overlays", "envs", "environments"];

/// Words in the names of files with secrets, which are the last layer.
const SECRET_WORDS: [&str; 5] = ["secret", "secrets", "sops", "enc", "encrypted"];

/// Values files of Flyte in the order of a report, and whether each enables authentication by itself.
#[derive(Debug, Default)]
pub struct Layers {
    files: Vec<(PathBuf, bool)>,
}

impl Layers {
    /// Adds a values file. `is_whole` says whether it enables authentication by itself.
    pub fn add(&mut self, file: &Path, is_whole: bool) {
        self.files.push((file.to_owned(), is_whole));
    }

    /// Returns the releases with several of the files, each with its files in the order of their layers.
    fn releases(&self) -> Vec<Vec<PathBuf>> {
        let files: Vec<PathBuf> = self.files.iter().map(|(file, _)| file.clone()).collect();
        let layers: HashSet<&PathBuf> =
            self.files.iter().filter(|(_, is_whole)| !is_whole).map(|(file, _)| file).collect();
        let releases = group(&files).into_iter();
        releases.filter(|files| files.len() > 1 && files.iter().any(|file| layers.contains(file))).collect()
    }

    /// Returns the commands and settings that check these files as layers, or `None` if no files look like layers.
    /// `config` is the config file that applies to them.
    pub fn advice(&self, config: Option<&Path>) -> Option<String> {
        let releases = self.releases();
        if releases.is_empty() {
            return None;
        }
        let mut text = "help: these files look like layers, which Helm merges; check them together:".to_owned();
        let mut blocks = String::new();
        for files in &releases {
            let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
            let flags: Vec<String> = names.iter().flat_map(|file| ["-f".to_owned(), file.clone()]).collect();
            text.extend(["\n  flyte-auth lint ", &shell::line(&flags)]);
            blocks.push_str(&release_block(&names));
        }
        let blocks = blocks.trim().replace('\n', "\n  ").replace("\n  \n", "\n\n");
        let other = match config {
            Some(path) => format!(
                "\nor add to `{}` (paths are relative to it), so that `flyte-auth lint` checks them:\n  {blocks}",
                visible_path(path)
            ),
            None => format!(
                "\nor write this to `.flyte-auth.toml` (as `flyte-auth init-config` does), so that `flyte-auth lint` \
                    checks them:\n  {blocks}"
            ),
        };
        text.push_str(&other);
        Some(text)
    }
}

/// Groups files into releases: files of a directory with the same words in their names, each on top of those without
/// words of their own, and all on top of those of a directory such as `base`. Any other file is a release by itself.
pub fn group(files: &[PathBuf]) -> Vec<Vec<PathBuf>> {
    let mut by_folder: BTreeMap<&Path, Vec<&PathBuf>> = BTreeMap::new();
    for file in files {
        by_folder.entry(file.parent().unwrap_or(Path::new(""))).or_default().push(file);
    }
    let folders: BTreeMap<&Path, Vec<Vec<PathBuf>>> =
        by_folder.into_iter().map(|(folder, files)| (folder, group_folder(&files))).collect();
    let bases: BTreeMap<&Path, &Path> =
        folders.keys().filter_map(|folder| Some((*folder, base_of(folder, &folders)?))).collect();
    let tops = folders.iter().filter(|(folder, _)| !bases.values().any(|base| base == *folder));
    let on_its_base = |(folder, releases): (&&Path, &Vec<Vec<PathBuf>>)| {
        let base = bases.get(folder).and_then(|base| folders.get(base)?.first());
        let layered = releases.iter().map(|own| {
            let mut layers: Vec<PathBuf> = base.into_iter().flatten().chain(own).cloned().collect();
            layers.sort_by_key(|file| holds_secrets(file));
            layers
        });
        layered.collect::<Vec<_>>()
    };
    tops.flat_map(on_its_base).collect()
}

/// Returns the directory whose files are the first layers of those in `folder`: `base` beside it or beside the directory
/// of all environments, or the directory above that one.
fn base_of<'a>(folder: &Path, folders: &BTreeMap<&'a Path, Vec<Vec<PathBuf>>>) -> Option<&'a Path> {
    let is_named = |folder: &Path, names: &[&str]| {
        folder.file_name().and_then(|name| name.to_str()).is_some_and(|name| names.contains(&name))
    };
    if is_named(folder, &BASE_FOLDERS) {
        return None;
    }
    let above = folder.parent();
    let of_environments = [Some(folder), above].into_iter().flatten().find(|one| is_named(one, &ENVIRONMENT_FOLDERS));
    let root = of_environments.and_then(Path::parent);
    let beside = [above, root].into_iter().flatten().flat_map(|one| BASE_FOLDERS.map(|name| one.join(name)));
    let found = beside.chain(root.map(Path::to_owned)).find_map(|base| folders.get_key_value(&*base));
    let (base, releases) = found?;
    let [release] = releases.as_slice() else { return None };
    (*base != folder && release.iter().all(|file| own_words(file).is_empty())).then_some(*base)
}

fn group_folder(files: &[&PathBuf]) -> Vec<Vec<PathBuf>> {
    let mut by_words: BTreeMap<Vec<String>, Vec<&PathBuf>> = BTreeMap::new();
    for file in files {
        by_words.entry(own_words(file)).or_default().push(file);
    }
    let base = by_words.remove(&Vec::new()).unwrap_or_default();
    if by_words.is_empty() {
        by_words.insert(Vec::new(), Vec::new());
    }
    let releases = by_words.into_values().map(|own| {
        let mut layers: Vec<&PathBuf> = base.iter().copied().chain(own).collect();
        layers.sort_by_key(|file| holds_secrets(file));
        layers.into_iter().cloned().collect()
    });
    releases.collect()
}

/// Returns the words of a file's name that name an environment or a cluster.
pub(super) fn own_words(file: &Path) -> Vec<String> {
    let words = words(file).into_iter();
    words.filter(|word| !SECRET_WORDS.contains(&&**word) && !COMMON_WORDS.contains(&&**word)).collect()
}

/// Returns whether a file's name is one of a layer with secrets.
pub(super) fn holds_secrets(file: &Path) -> bool {
    words(file).iter().any(|word| SECRET_WORDS.contains(&&**word))
}

/// Returns the words of a file's name in lower case, without its extension.
fn words(file: &Path) -> Vec<String> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    stem.split(['-', '_', '.']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::group;

    fn grouped(files: &[&str]) -> Vec<String> {
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        let join =
            |files: Vec<PathBuf>| files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(" + ");
        group(&files).into_iter().map(join).collect()
    }

    #[test]
    fn layers_shared_files_below_the_others() {
        assert_eq!(
            grouped(&["common.yaml", "controlplane.yaml", "dataplane.yaml", "secrets-controlplane.sops.yaml"]),
            ["common.yaml + controlplane.yaml + secrets-controlplane.sops.yaml", "common.yaml + dataplane.yaml"]
        );
        assert_eq!(
            grouped(&["values-production.yaml", "values-staging.yaml", "values.yaml"]),
            ["values.yaml + values-production.yaml", "values.yaml + values-staging.yaml"]
        );
        assert_eq!(grouped(&["secrets.yaml", "values.yaml"]), ["values.yaml + secrets.yaml"]);
    }

    #[test]
    fn layers_base_folders_below_the_folders_beside_them() {
        for base in ["base/values.yaml", "common/flyte.yaml", "defaults/values.yaml"] {
            let (prod, staging) = ("prod/values.yaml", "staging/values.yaml");
            assert_eq!(
                grouped(&[base, prod, "prod/secrets.yaml", staging]),
                [format!("{base} + {prod} + prod/secrets.yaml"), format!("{base} + {staging}")]
            );
        }
        assert_eq!(
            grouped(&["a/base/secrets.yaml", "a/base/values.yaml", "a/overlays/prod/values.yaml"]),
            ["a/base/values.yaml + a/overlays/prod/values.yaml + a/base/secrets.yaml"]
        );
        assert_eq!(
            grouped(&["envs/common/values.yaml", "envs/prod/values.yaml"]),
            ["envs/common/values.yaml + envs/prod/values.yaml"]
        );
        assert_eq!(
            grouped(&["environments/prod/values.yaml", "values.yaml"]),
            ["values.yaml + environments/prod/values.yaml"]
        );
        assert_eq!(
            grouped(&["envs/prod-secrets.yaml", "envs/prod.yaml", "envs/staging.yaml", "values.yaml"]),
            ["values.yaml + envs/prod.yaml + envs/prod-secrets.yaml", "values.yaml + envs/staging.yaml"]
        );
    }

    #[test]
    fn folders_without_one_base_are_separate() {
        assert_eq!(grouped(&["base/values.yaml"]), ["base/values.yaml"]);
        assert_eq!(grouped(&["prod/values.yaml", "values.yaml"]), ["values.yaml", "prod/values.yaml"]);
        assert_eq!(
            grouped(&["base/values-eu.yaml", "base/values-us.yaml", "prod/values.yaml"]),
            ["base/values-eu.yaml", "base/values-us.yaml", "prod/values.yaml"]
        );
    }

    #[test]
    fn separates_environments_and_folders() {
        assert_eq!(grouped(&["production.yaml", "staging.yaml"]), ["production.yaml", "staging.yaml"]);
        assert_eq!(grouped(&["a/values.yaml", "b/values.yaml"]), ["a/values.yaml", "b/values.yaml"]);
    }
}
