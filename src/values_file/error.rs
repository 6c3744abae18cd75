//! The reasons why a values file cannot be used or changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::NotValues;
use crate::chart::DeploymentManifest;
use crate::file::FileError;
use crate::text::visible_path;
use crate::values::{LayerError, Source, SourceKind, Sources};
use crate::yaml::edit::EditError;

/// The reasons why a values file cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ValuesFileError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// Helm refuses the values.
    #[error(transparent)]
    Helm(LayerError),
    /// It is another kind of file.
    #[error(transparent)]
    #[diagnostic(transparent)]
    NotValues(#[from] NotValues),
}

impl From<LayerError> for ValuesFileError {
    /// A deployment manifest that is not plain YAML, such as Terraform, is reported as a manifest.
    fn from(error: LayerError) -> Self {
        if let LayerError::Parse { name, text, .. } = &error {
            let mut sources = Sources::default();
            sources.add(Source { kind: SourceKind::File, name: Arc::clone(name), text: Arc::clone(text) });
            if let Some(manifest) = DeploymentManifest::all_in(&sources).into_iter().next() {
                return NotValues::held(manifest).into();
            }
        }
        Self::Helm(error)
    }
}

impl ValuesFileError {
    /// Names the flag that the file was given with in the help.
    #[must_use]
    pub fn of_flag(self, flag: &'static str) -> Self {
        match self {
            Self::NotValues(error) => error.of_flag(flag).into(),
            other => other,
        }
    }

    /// Names the subcommand in the help.
    pub fn name_subcommand(&mut self, name: &str) {
        if let Self::NotValues(error) = self {
            error.name_subcommand(name);
        }
    }
}

/// An edit of a values file that would affect other parts of it.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("cannot change `{}` without affecting other content", visible_path(path))]
pub struct EditFileError {
    /// The file.
    pub path: PathBuf,
    /// The obstacle.
    pub source: EditError,
    #[help]
    help: Option<String>,
}

impl EditFileError {
    /// Creates the error for the file at `path`. `alternative` tells the user how to avoid the edit.
    pub fn new(path: &Path, source: EditError, alternative: &str) -> Self {
        let help = source.obstacle().map(|obstacle| format!("{obstacle}, or change the file manually: {alternative}"));
        Self { path: path.to_owned(), source, help }
    }
}
