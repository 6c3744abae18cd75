//! How errors are made.

use std::io;
use std::path::Path;

use super::CliError;
use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::yaml::edit::EditError;

impl CliError {
    /// `path` could not be written.
    pub fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    /// `path` could not be read.
    pub fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    /// `path` cannot be changed, and how else the change comes into it.
    pub fn edit(path: &Path, source: EditError, by_hand: &str) -> Self {
        let help = source.obstacle().map(|obstacle| format!("{obstacle}, or change the file manually: {by_hand}"));
        Self::Edit { path: path.to_owned(), source, help }
    }

    /// What was put into a command that writes is wrong in these places.
    pub fn problems(list: Vec<Diagnostic>) -> Self {
        Self::Problems(list)
    }

    /// What is after a flag is wrong, of a command that only prints.
    pub fn flag(flag: &str, fault: Fault) -> Self {
        let place = Place::Flag(flag.to_owned());
        Self::ProblemsOfPrinting(vec![Diagnostic::new(fault, place)])
    }

    /// The error as a command shows it that only prints.
    #[must_use]
    pub fn of_printing(self) -> Self {
        match self {
            Self::Problems(list) => Self::ProblemsOfPrinting(list),
            other => other,
        }
    }

    /// The arguments are wrong.
    pub fn usage(error: &clap::Error) -> Self {
        Self::Usage(error.to_string())
    }

    /// The error as that of one of several files: with its name, unless it is reported by its place in the file.
    #[must_use]
    pub fn in_file(self, file: &str) -> Self {
        let is_named = match &self {
            Self::Read { .. }
            | Self::Write { .. }
            | Self::Edit { .. }
            | Self::Replace(_)
            | Self::Config(_)
            | Self::Baseline { .. }
            | Self::InFile { .. } => true,
            Self::Values(error) => error.diagnostic(str::to_owned).is_some(),
            _ => false,
        };
        if is_named {
            return self;
        }
        Self::InFile { file: file.to_owned(), error: Box::new(self) }
    }
}
