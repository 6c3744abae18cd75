//! A values file on the disk that settings are merged into: for `generate --into` and `init --into`.

use std::path::{Path, PathBuf};

use super::error::NEW_FILES;
use super::{IntoError, MergeError, MergedFile, RemovedSetting};
use crate::answers::Answers;
use crate::chart::{Chart, OwnValues};
use crate::file::{self, ReplaceError, is_open_to_others};
use crate::generate::{self, FileKind, GeneratedFiles, PlannedFile, in_folder};
use crate::shell;
use crate::text::{visible, visible_path};
use crate::values_file::{EditFileError, ValuesFile};
use crate::yaml::edit::EditError;

/// A values file on disk with the settings merged into it, before it is written.
#[derive(Debug)]
pub struct MergeIntoFile {
    pub path: PathBuf,
    pub before: Vec<u8>,
    /// The new content.
    pub after: String,
    /// Titles of the fixes that were also applied.
    pub repaired: Vec<String>,
    /// Sentences about settings of the user that are removed.
    pub lost: Vec<String>,
}

impl MergeIntoFile {
    /// Merges the settings of a plan's first file into the file at `path`, and those of its other values files into the
    /// files that exist in `folder`, if `path` is in it. Returns the plan as it fits these files: for an umbrella chart if the values are for
    /// one.
    ///
    /// # Errors
    ///
    /// If the file is not a values file, is for another chart, or cannot be changed without affecting other content.
    pub fn with(
        path: &Path,
        folder: &Path,
        answers: &Answers,
        plan: GeneratedFiles,
    ) -> Result<(Self, GeneratedFiles), MergeError> {
        let ValuesFile { bytes: before, layered, .. } = ValuesFile::read(path)?;
        let values = layered.values;
        let not_edited = |source| EditFileError::new(path, source, NEW_FILES);
        let text = std::str::from_utf8(&before).map_err(|_| not_edited(EditError::Encoding))?;
        let nested = Chart::nested_key(&values);
        let chart = match nested {
            Some((_, chart)) => chart,
            None => Chart::detect(&values).ok(),
        };
        if let Some(chart) = chart
            && chart != answers.deployment.chart
        {
            return Err(MergeError::OtherChart {
                path: path.to_owned(),
                there: chart,
                requested: answers.deployment.chart,
            });
        }
        let mut plan = match nested {
            Some((key, _)) => plan.below(key),
            None if generate::reads_nothing(&values) => return Err(MergeError::NothingOfChart(path.to_owned())),
            None => plan,
        };
        let Some(first) = plan.files.first() else {
            return Err(not_edited(EditError::Meaning).into());
        };
        let merged = merged(path, first, answers, text)?;
        let lost = generate::lost_clients(first, answers, text);
        plan.fit_manifest(answers, &merged.text)?;
        let idp = answers.deployment.idp_name();
        let lost = lost.into_iter().map(|name| {
            format!(
                "the client `{}` is removed with the internal authorization server: services that use it cannot log \
                    in until it is registered at {idp}",
                visible(&name)
            )
        });
        let mut gone = merged.gone;
        // Files in another directory may be those of another release.
        if is_beside(path, folder) {
            for file in plan.files.iter_mut().skip(1).filter(|file| file.kind.plane().is_some()) {
                gone.extend(merge_existing(file, folder, answers)?);
            }
        }
        let gone = gone.iter().map(ToString::to_string).chain(left_over(path, answers, &plan));
        let existing = Self {
            path: path.to_owned(),
            lost: lost.chain(gone).collect(),
            before,
            after: merged.text,
            repaired: Vec::new(),
        };
        Ok((existing, plan))
    }

    /// Writes the file, unless someone changed it since it was read.
    ///
    /// # Errors
    ///
    /// If the file changed, or cannot be written.
    pub fn write(&self) -> Result<(), ReplaceError> {
        file::replace(&self.path, &self.before, self.after.as_bytes())
    }

    /// Returns a warning if the file contains secrets and other users can read it.
    pub fn open_to_others(&self, plan: &GeneratedFiles) -> Option<String> {
        let holds_secrets = plan.files.first().is_some_and(|file| file.private);
        holds_secrets.then(|| open_to_others(&self.path)).flatten()
    }
}

/// Returns whether a file is in `folder`.
fn is_beside(path: &Path, folder: &Path) -> bool {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    matches!((parent.canonicalize(), folder.canonicalize()), (Ok(parent), Ok(folder)) if parent == folder)
}

/// Returns a sentence about each separate file with secrets of the login that the plan no longer has: Helm would still
/// merge it.
fn left_over(path: &Path, answers: &Answers, plan: &GeneratedFiles) -> Vec<String> {
    let chart = answers.deployment.chart;
    let kinds = [FileKind::Secrets, FileKind::DataPlaneSecrets].into_iter();
    let unplanned = kinds.filter(|kind| plan.files.iter().all(|file| file.kind != *kind));
    let paths = unplanned.map(|kind| path.with_file_name(kind.name(false))).filter(|path| path.is_file());
    let has_secrets = |path: &PathBuf| {
        ValuesFile::read(path).is_ok_and(|file| {
            let own = OwnValues::of(&file.layered.values).values;
            chart.secret_places().any(|place| own.at(place).is_some())
        })
    };
    let sentence = |path: PathBuf| {
        let path = visible_path(&path);
        format!("`{path}` still has secrets of the login: remove them, or stop passing the file to Helm")
    };
    paths.filter(has_secrets).map(sentence).collect()
}

/// Merges a planned file into the file of its name in `folder`, if there is one. Returns the user's settings that are
/// removed.
fn merge_existing(file: &mut PlannedFile, folder: &Path, answers: &Answers) -> Result<Vec<RemovedSetting>, MergeError> {
    let path = in_folder(folder, file.name);
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let before = ValuesFile::read(&path)?.bytes;
    let text = std::str::from_utf8(&before).map_err(|_| EditFileError::new(&path, EditError::Encoding, NEW_FILES))?;
    let merged = merged(&path, file, answers, text)?;
    file.text = merged.text;
    file.replaces = Some(before);
    Ok(merged.gone)
}

/// Merges a planned file into the text of the file at `path`.
fn merged(path: &Path, file: &PlannedFile, answers: &Answers, text: &str) -> Result<MergedFile, MergeError> {
    generate::into(file, answers, text).map_err(|error| match error {
        IntoError::Edit(source) => EditFileError::new(path, source, NEW_FILES).into(),
        source => MergeError::into(path, source),
    })
}

/// Returns a warning if other users can read a file that contains secrets.
pub fn open_to_others(path: &Path) -> Option<String> {
    is_open_to_others(path).then(|| {
        let path = shell::word(&path.display().to_string());
        format!("other users can read {path}, which contains secrets: chmod 600 {path}")
    })
}
