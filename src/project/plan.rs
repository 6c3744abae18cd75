//! Plans the releases to check from a request and settings.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::settings::{Settings, SettingsCache};
use super::{ContentKind, LintJob, LintRequest, ProjectError, walk};
use crate::chart::OwnChart;
use crate::config::ReleaseConfig;
use crate::file::{is_stdin, path_from};
use crate::lint::Completeness;
use crate::release::flyte_version;
use crate::values::set::SetKind;

/// Returns the releases to check, in the order of the report.
pub fn plan(request: &LintRequest) -> Result<Vec<LintJob>, ProjectError> {
    let mut cache = SettingsCache::new(&request.overrides);
    let mut planner = Planner { request, own_chart: own_chart(request.chart_dir.as_deref())?, planned: HashSet::new() };
    let is_client = request.kind == Some(ContentKind::ClientConfig);
    if !request.paths.is_empty() {
        if !request.layers.is_empty() && !is_client {
            return Err(ProjectError::FilesAndLayers);
        }
        let mut jobs = Vec::new();
        for name in &request.paths {
            planner.file_or_folder(name, &mut cache, &mut jobs)?;
        }
        return Ok(jobs);
    }
    if is_client {
        return Err(ProjectError::NoClientConfig);
    }
    let folder = match request.layers.first() {
        Some(file) => planner.folder(file),
        None => Path::new(""),
    };
    let settings = cache.of(folder)?;
    if request.layers.is_empty() && request.flags.is_empty() {
        if settings.file.config.release.is_empty() {
            return Err(ProjectError::NoValues);
        }
        let releases = settings.file.config.release.iter();
        return releases.map(|release| planner.configured(release, &settings)).collect();
    }
    let job = planner.job(request.layers.clone(), request.flags.clone(), &settings);
    Ok(vec![job.of_values()])
}

struct Planner<'a> {
    request: &'a LintRequest,
    own_chart: Option<Arc<OwnChart>>,
    /// The configured releases that were added already: the directory of their settings, and their index there.
    planned: HashSet<(PathBuf, usize)>,
}

fn own_chart(folder: Option<&Path>) -> Result<Option<Arc<OwnChart>>, ProjectError> {
    Ok(match folder {
        Some(path) => Some(Arc::new(OwnChart::read(path)?)),
        None => None,
    })
}

impl Planner<'_> {
    /// Returns the directory whose settings apply to a file.
    fn folder<'a>(&'a self, file: &'a Path) -> &'a Path {
        let name = match (is_stdin(file), &self.request.stdin_name) {
            (true, Some(name)) => Path::new(name),
            (true, None) => Path::new(""),
            (false, _) => file,
        };
        name.parent().unwrap_or(Path::new(""))
    }

    /// Adds the release of a named file, or the releases of a directory.
    fn file_or_folder(
        &mut self,
        path: &Path,
        cache: &mut SettingsCache<'_>,
        jobs: &mut Vec<LintJob>,
    ) -> Result<(), ProjectError> {
        let flags = &self.request.flags;
        if !path.is_dir() {
            let settings = cache.of(self.folder(path))?;
            if !self.releases_with(path, &settings, jobs)? {
                jobs.push(self.job(vec![path.to_owned()], flags.clone(), &settings));
            }
            return Ok(());
        }
        let top = cache.of(path)?;
        for file in walk(path, &top.file.config.exclude, &top.file.folder)? {
            let settings = cache.of(self.folder(&file))?;
            if self.releases_with(&file, &settings, jobs)? {
                continue;
            }
            let mut job = self.job(vec![file], flags.clone(), &settings);
            job.from_folder = true;
            jobs.push(job);
        }
        Ok(())
    }

    /// Adds the configured releases that have this file as a layer, each once: Helm merges the file with the others.
    /// Flags apply to a file by itself. Returns whether there are such releases.
    fn releases_with(
        &mut self,
        file: &Path,
        settings: &Arc<Settings>,
        jobs: &mut Vec<LintJob>,
    ) -> Result<bool, ProjectError> {
        let request = self.request;
        let is_by_itself =
            request.completeness != Completeness::Detect || request.kind == Some(ContentKind::ClientConfig);
        if is_by_itself || !request.flags.is_empty() {
            return Ok(false);
        }
        let releases = settings.releases_of(file);
        for release in &releases {
            if self.planned.insert((settings.file.folder.clone(), *release))
                && let Some(release) = settings.file.config.release.get(*release)
            {
                let mut job = self.configured(release, settings)?;
                job.is_extended = job.files.len() > 1;
                jobs.push(job);
            }
        }
        Ok(!releases.is_empty())
    }

    /// Makes the job for a release of the command line.
    fn job(&self, files: Vec<PathBuf>, flags: Vec<(SetKind, String)>, settings: &Arc<Settings>) -> LintJob {
        let request = self.request;
        let config = &settings.file.config;
        LintJob {
            files,
            stdin_name: request.stdin_name.clone(),
            flags,
            helm: request.helm.or(config.helm_version).unwrap_or_default(),
            chart: request.chart.or(config.chart),
            own_chart: self.own_chart.clone(),
            flyte: flyte_version(request.flyte.or(config.flyte_version), self.own_chart.as_deref()),
            name: request.release.clone(),
            configured: None,
            is_extended: false,
            namespace: request.namespace.clone(),
            completeness: request.completeness,
            settings: Arc::clone(settings),
            from_folder: false,
            kind: request.kind,
            deployment: request.deployment.clone(),
        }
    }

    /// Makes the job for a release of the settings. Flags take precedence.
    fn configured(&self, release: &ReleaseConfig, settings: &Arc<Settings>) -> Result<LintJob, ProjectError> {
        let here = |path: &Path| settings.file.folder.join(path);
        let files: Vec<PathBuf> = release.files.iter().map(|file| from_here(here(file))).collect();
        if files.is_empty() {
            return Err(ProjectError::NoValues);
        }
        let flags = release.set.iter().map(|set| (SetKind::Set, set.clone())).collect();
        let mut job = self.job(files, flags, settings).of_values();
        job.chart = self.request.chart.or(release.chart).or(job.chart);
        if let (None, Some(folder)) = (&job.own_chart, &release.chart_dir) {
            job.own_chart = own_chart(Some(&here(folder)))?;
        }
        let stated = self.request.flyte.or(release.flyte_version).or(settings.file.config.flyte_version);
        job.flyte = flyte_version(stated, job.own_chart.as_deref());
        if let Some(name) = &release.name {
            job.name.clone_from(name);
            job.configured = Some(name.clone());
        }
        if let Some(namespace) = &release.namespace {
            job.namespace.clone_from(namespace);
        }
        if job.completeness == Completeness::Detect {
            job.completeness = match release.part {
                Some(true) => Completeness::Partial,
                Some(false) => Completeness::Complete,
                None => Completeness::Detect,
            };
        }
        Ok(job)
    }
}

/// Shortens a path that leaves the current directory and returns to it.
fn from_here(path: PathBuf) -> PathBuf {
    let is_below = |path: &PathBuf| !path.starts_with("..");
    let short = || path_from(Path::new(""), &path).filter(is_below);
    if is_below(&path) { path } else { short().unwrap_or(path) }
}
