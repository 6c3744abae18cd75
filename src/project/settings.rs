//! The settings for a file: the nearest `.flyte-auth.toml`, overridden by flags.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ConfigChoice, Overrides, ProjectError};
use crate::config::{BASELINE, LoadedConfig};
use crate::file::{FileError, read_text};
use crate::lint::{Baseline, Policy};

/// The settings of one file, with what is derived from them.
pub struct Settings {
    pub file: LoadedConfig,
    /// The enabled rules and their levels.
    pub policy: Policy,
    /// The accepted findings.
    pub baseline: Baseline,
    /// The path that `--write-baseline` writes to.
    pub baseline_path: PathBuf,
    /// The canonical paths of each configured release's files.
    releases: Vec<Vec<PathBuf>>,
}

impl Settings {
    /// Returns the indices of the configured releases that include this file.
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

/// Settings by directory, each read once.
pub struct SettingsCache<'a> {
    overrides: &'a Overrides,
    by_file: HashMap<Option<PathBuf>, Arc<Settings>>,
}

impl<'a> SettingsCache<'a> {
    pub fn new(overrides: &'a Overrides) -> Self {
        Self { overrides, by_file: HashMap::new() }
    }

    /// Returns the settings for files in a directory.
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
            // The baseline is about to be rewritten, so the findings that it lists must be reported.
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
    let text = read_text(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => ProjectError::NoBaseline { path: path.to_owned() },
        _ => FileError::read(path, source).into(),
    })?;
    Baseline::parse(&text).map_err(|source| ProjectError::Baseline { path: path.to_owned(), source })
}
