//! A values file on the disk that settings are merged into: for `generate --into` and `init --into`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::NEW_FILES;
use super::{IntoError, MergeError, MergedFile, RemovedSetting};
use crate::answers::Answers;
use crate::chart::{Chart, OwnValues};
use crate::file::{self, FileError, ReplaceError, is_open_to_others};
use crate::generate::{self, FileKind, GeneratedFiles, PlannedFile, in_folder};
use crate::shell;
use crate::text::{visible, visible_path};
use crate::values::Value;
use crate::values_file::{EditFileError, ValuesFile, ValuesFileError};
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
    /// files that exist in `folder` and belong to it. Returns the plan as it fits these files: for an umbrella chart if the
    /// values are for one.
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
        refuse_stdin(path)?;
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
        for file in plan.files.iter_mut().skip(1).filter(|file| is_separate_file_of(path, file.kind, folder)) {
            gone.extend(merge_existing(file, folder, answers)?);
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

    /// Returns a warning if the file, or one that is merged next to it, contains secrets and other users can read it.
    pub fn open_to_others(&self, plan: &GeneratedFiles) -> Option<String> {
        let first = plan.files.first().filter(|file| file.private).map(|_| self.path.clone());
        let merged = plan.files.iter().filter(|file| file.private && file.replaces.is_some());
        let merged = merged.map(|file| self.path.with_file_name(file.name));
        let warnings: Vec<String> = first.into_iter().chain(merged).filter_map(|path| open_to_others(&path)).collect();
        (!warnings.is_empty()).then(|| warnings.join("; "))
    }
}

/// Returns whether the separate file `kind` in `folder` belongs to the values file at `path`: that has the name which
/// `generate` gives it, and is in the same directory. Other files there may be those of other releases.
fn is_separate_file_of(path: &Path, kind: FileKind, folder: &Path) -> bool {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_here = matches!(
        (parent.canonicalize(), folder.canonicalize()),
        (Ok(parent), Ok(folder)) if parent == folder
    );
    is_here && kind.is_separate_of(path)
}

/// Returns a sentence about the separate file with secrets of the login, if the plan no longer has it: Helm would still
/// merge it.
fn left_over(path: &Path, answers: &Answers, plan: &GeneratedFiles) -> Option<String> {
    let kind = FileKind::Secrets;
    let separate = path.with_file_name(kind.name(false));
    let is_planned = plan.files.iter().any(|file| file.kind == kind);
    if is_planned || !kind.is_separate_of(path) || !separate.is_file() {
        return None;
    }
    let file = ValuesFile::read(&separate).ok()?;
    let own = OwnValues::of(&file.layered.values).values;
    let mut places = answers.deployment.chart.secret_places();
    let has_secrets = places.any(|place| own.at(place).and_then(Value::as_str).is_some_and(|text| !text.is_empty()));
    has_secrets.then(|| {
        let path = visible_path(&separate);
        format!("`{path}` still has secrets of the login: remove them, or stop passing the file to Helm")
    })
}

/// Merges a planned file into the file of its name in `folder`, if there is one that Helm can read. Returns the user's
/// settings that are removed.
fn merge_existing(file: &mut PlannedFile, folder: &Path, answers: &Answers) -> Result<Vec<RemovedSetting>, MergeError> {
    let path = in_folder(folder, file.name);
    // A file of another kind is not replaced without `--force`.
    let Ok(ValuesFile { bytes: before, .. }) = ValuesFile::read(&path) else {
        return Ok(Vec::new());
    };
    let text = std::str::from_utf8(&before).map_err(|_| EditFileError::new(&path, EditError::Encoding, NEW_FILES))?;
    let merged = merged(&path, file, answers, text)?;
    file.text = merged.text;
    file.replaces = Some(before);
    Ok(merged.gone)
}

/// Refuses standard input, which cannot be updated.
pub fn refuse_stdin(path: &Path) -> Result<(), ValuesFileError> {
    if file::is_stdin(path) { Err(FileError::read(path, ErrorKind::NotFound.into()).into()) } else { Ok(()) }
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
