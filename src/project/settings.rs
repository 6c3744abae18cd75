//! The settings that hold for a file: those of the nearest `.flyte-auth.toml`, and the flags on top.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ConfigChoice, Overrides, ProjectError};
use crate::config::{BASELINE, LoadedConfig};
use crate::file::{FileError, read_text};
use crate::lint::{Baseline, Policy};

/// Settings of one file, with what follows from them.
pub struct Settings {
    pub file: LoadedConfig,
    /// Which rules are asked.
    pub policy: Policy,
    /// What does not count.
    pub baseline: Baseline,
    /// Where `--write-baseline` writes.
    pub baseline_path: PathBuf,
    /// The files of each configured release, as the system knows them.
    releases: Vec<Vec<PathBuf>>,
}

impl Settings {
    /// Which of the configured releases have this file among theirs.
    pub fn releases_of(&self, file: &Path) -> Vec<usize> {
        if self.releases.is_empty() {
            return Vec::new();
        }
        let Ok(file) = file.canonicalize() else {
            return Vec::new();
        };
        let has = |(index, files): (usize, &Vec<PathBuf>)| files.contains(&file).then_some(index);
        self.releases.iter().enumerate().filter_map(has).collect()
    }
}

/// Settings by folder, each read once.
pub struct SettingsCache<'a> {
    overrides: &'a Overrides,
    by_file: HashMap<Option<PathBuf>, Arc<Settings>>,
}

impl<'a> SettingsCache<'a> {
    /// None so far.
    pub fn new(overrides: &'a Overrides) -> Self {
        Self { overrides, by_file: HashMap::new() }
    }

    /// The settings for files in a folder.
    pub fn of(&mut self, folder: &Path) -> Result<Arc<Settings>, ProjectError> {
        let path = match &self.overrides.config {
            ConfigChoice::Ignored => None,
            ConfigChoice::File(path) => Some(path.clone()),
            ConfigChoice::Nearest => LoadedConfig::find(if folder == Path::new("") { Path::new(".") } else { folder })
                .map(|path| path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)),
        };
        if let Some(settings) = self.by_file.get(&path) {
            return Ok(Arc::clone(settings));
        }
        let settings = Arc::new(self.read(path.as_deref())?);
        self.by_file.insert(path, Arc::clone(&settings));
        Ok(settings)
    }

    fn read(&self, path: Option<&Path>) -> Result<Settings, ProjectError> {
        let file = match path {
            Some(path) => {
                let file = LoadedConfig::read(path)?;
                if self.overrides.config == ConfigChoice::Nearest {
                    file.stay_inside()?;
                }
                file
            }
            None => LoadedConfig::default(),
        };
        let named = self.overrides.baseline.clone().or_else(|| Some(file.folder.join(file.config.baseline.as_ref()?)));
        let baseline = match &named {
            // It is about to be written anew, and what it lists is to be found again.
            _ if self.overrides.writes_baseline => Baseline::default(),
            Some(path) => read_baseline(path)?,
            None => Baseline::default(),
        };
        let baseline_path = named.unwrap_or_else(|| file.folder.join(BASELINE));
        let mut policy = self.overrides.policy(&file.config);
        policy.baseline_folder = baseline_path.parent().map(Path::to_owned).unwrap_or_default();
        let real = |path: &PathBuf| file.folder.join(path).canonicalize().ok();
        Ok(Settings {
            releases: file
                .config
                .release
                .iter()
                .map(|release| release.files.iter().filter_map(real).collect())
                .collect(),
            policy,
            baseline,
            baseline_path,
            file,
        })
    }
}

fn read_baseline(path: &Path) -> Result<Baseline, ProjectError> {
    let text = read_text(path).map_err(|source| FileError::read(path, source))?;
    Baseline::parse(&text).map_err(|source| ProjectError::Baseline { path: path.to_owned(), source })
}
