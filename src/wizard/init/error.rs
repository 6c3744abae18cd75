//! The errors that end a run of `init`.

use std::path::PathBuf;

use super::Unanswered;
use crate::chart::DetectError;
use crate::diagnostic::InputFaults;
use crate::file::{FileError, ReplaceError};
use crate::generate::{GenerateError, MergeError, WriteError};
use crate::text::visible_path;
use crate::values_file::ValuesFileError;
use crate::wizard::{PromptError, SessionError};

/// The reasons why a run of `init` ends without files.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum InitError {
    /// Answers are missing, and questions cannot be asked.
    #[error(transparent)]
    #[diagnostic(help("pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`"))]
    Unanswered(#[from] Unanswered),
    /// The answers are invalid.
    #[error(transparent)]
    Answers(#[from] InputFaults),
    /// The terminal cannot be used for questions.
    #[error(transparent)]
    Prompt(#[from] PromptError),
    /// The user pressed Ctrl-C at a question.
    #[error("interrupted, nothing was written")]
    Interrupted {
        /// The command that continues the run, if it can be continued.
        #[help]
        help: Option<String>,
    },
    /// `--resume` cannot continue.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Session(#[from] SessionError),
    /// No values can be generated from the answers.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Generate(#[from] GenerateError),
    /// The settings cannot be merged into the values file.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Merge(#[from] MergeError),
    /// `lint` cannot read the values.
    #[error(transparent)]
    #[diagnostic(transparent)]
    ValuesFile(#[from] ValuesFileError),
    /// `lint` cannot find the chart of the values.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Chart(#[from] DetectError),
    /// The new files cannot be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    WriteFiles(#[from] WriteError),
    /// The values file cannot be replaced.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Replace(#[from] ReplaceError),
    /// A file cannot be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    File(#[from] FileError),
    /// The answers file exists.
    #[error("`{}` already exists, nothing was written", visible_path(.0))]
    #[diagnostic(help("choose another file with `--save-answers FILE`, or replace it with `--force`"))]
    AnswersExist(PathBuf),
    /// The answers file is one of the values files.
    #[error("`--save-answers` cannot be `{}`, the values file: choose another file", visible_path(.0))]
    AnswersAreValues(PathBuf),
}

impl InitError {
    /// Returns whether the user pressed Ctrl-C.
    pub const fn is_interruption(&self) -> bool {
        matches!(self, Self::Interrupted { .. })
    }
}
