//! The arguments of a run of `init`.

use std::path::PathBuf;

use super::{Surroundings, is_here};
use crate::answers::AnswersInput;
use crate::shell;

/// The arguments of a run of `init`.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct InitRequest {
    /// The values file to update.
    pub into: Option<PathBuf>,
    /// The values file whose settings are the defaults.
    pub from: Option<PathBuf>,
    /// The answers file. Its answers are in [`InitRequest::given`].
    pub answers: Option<PathBuf>,
    /// The directory for new files.
    pub output: PathBuf,
    /// Whether to replace existing files without asking.
    pub force: bool,
    /// Whether to continue an earlier run.
    pub resume: bool,
    /// Whether to write without asking.
    pub yes: bool,
    /// Whether to show the files instead of writing them.
    pub dry_run: bool,
    /// The file to write the answers to.
    pub save_answers: Option<PathBuf>,
    /// The clients' flows, in the words of the question `~flows`.
    pub flows: Vec<String>,
    /// The answers of the answers file and of flags.
    pub given: AnswersInput,
    /// The flags that give answers, as typed.
    pub flags: Vec<String>,
}

impl InitRequest {
    /// Returns whether questions may be asked.
    pub const fn may_ask(&self, surroundings: &Surroundings<'_>) -> bool {
        !self.yes && surroundings.non_interactive.is_none()
    }

    /// Returns the command that continues after an interruption.
    pub(super) fn resuming(&self) -> String {
        let mut words = vec!["flyte-auth".to_owned(), "init".to_owned(), "--resume".to_owned()];
        let paths = [
            ("--into", self.into.as_deref()),
            ("--from", self.from.as_deref()),
            ("--answers", self.answers.as_deref()),
            ("--output", Some(self.output.as_path()).filter(|folder| !is_here(folder))),
            ("--save-answers", self.save_answers.as_deref()),
        ];
        for (flag, path) in paths {
            if let Some(path) = path {
                words.extend([flag.to_owned(), path.display().to_string()]);
            }
        }
        words.extend(self.flags.iter().cloned());
        shell::line(&words)
    }
}
