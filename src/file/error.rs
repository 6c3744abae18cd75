//! Errors of reading and writing files.

use std::io;
use std::path::{Path, PathBuf};

use super::is_same;
use crate::text::visible_path;

/// The reasons why a file or directory could not be read or written.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum FileError {
    #[error("cannot read `{}`", visible_path(path))]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write `{}`", visible_path(path))]
    Write { path: PathBuf, source: io::Error },
    /// The file to write is an input of the run.
    #[error("`{}` is an input of this run and is not overwritten", visible_path(.0))]
    #[diagnostic(help("choose another file"))]
    IsInput(PathBuf),
}

impl FileError {
    /// Creates the error for a file that cannot be read.
    pub fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    /// Creates the error for a file that cannot be written.
    pub fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }
}

/// Checks that the run reads none of `outputs`, which may replace files.
///
/// # Errors
///
/// [`FileError::IsInput`] with the first output that is one of `inputs`.
pub fn not_inputs<'a>(outputs: impl IntoIterator<Item = &'a Path>, inputs: &[PathBuf]) -> Result<(), FileError> {
    match outputs.into_iter().find(|output| inputs.iter().any(|input| is_same(input, output))) {
        Some(output) => Err(FileError::IsInput(output.to_owned())),
        None => Ok(()),
    }
}
