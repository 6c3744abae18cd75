//! Constructors of errors.

use std::io;
use std::path::Path;

use super::CliError;
use crate::diagnostic::{Diagnostic, Fault, InputFaults, Place};
use crate::file::FileError;
use crate::generate::MergeError;
use crate::project::ProjectError;
use crate::values::LayerError;
use crate::values_file::ValuesFileError;
use crate::wizard::InitError;

impl CliError {
    /// Creates the error for a file that could not be written.
    pub fn write(path: &Path, source: io::Error) -> Self {
        FileError::write(path, source).into()
    }

    /// Creates the error for a file that could not be read.
    pub fn read(path: &Path, source: io::Error) -> Self {
        FileError::read(path, source).into()
    }

    /// Creates the error for faults in the input of a command that writes files.
    pub fn problems(list: Vec<Diagnostic>) -> Self {
        InputFaults::of_writing(list).into()
    }

    /// Creates the error for a fault in a flag's value, in a command that only prints.
    pub fn flag(flag: &str, fault: Fault) -> Self {
        let place = Place::Flag(flag.to_owned());
        InputFaults::of_printing(vec![Diagnostic::new(fault, place)]).into()
    }

    /// Turns the error into that of a command that only prints.
    #[must_use]
    pub fn of_printing(self) -> Self {
        match self {
            Self::Problems(problems) => InputFaults::of_printing(problems.list).into(),
            other => other,
        }
    }

    /// Names the subcommand in the help.
    #[must_use]
    pub fn of_subcommand(mut self, name: &str) -> Self {
        let inner = match &mut self {
            Self::InFile { error, .. } => &mut **error,
            own => own,
        };
        if let Self::NotValues(error) = inner {
            error.name_subcommand(name);
        }
        self
    }

    /// Creates the error for invalid arguments.
    pub fn usage(error: &clap::Error) -> Self {
        Self::Usage(error.to_string())
    }

    /// Names the file in the error, unless the error already shows its place in the file.
    #[must_use]
    pub fn in_file(self, file: &str) -> Self {
        let is_named = match &self {
            Self::File(_)
            | Self::Edit(_)
            | Self::Replace(_)
            | Self::Config(_)
            | Self::Project(ProjectError::Baseline { .. } | ProjectError::NoBaseline { .. })
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

impl From<LayerError> for CliError {
    fn from(error: LayerError) -> Self {
        ValuesFileError::from(error).into()
    }
}

impl From<ValuesFileError> for CliError {
    fn from(error: ValuesFileError) -> Self {
        match error {
            ValuesFileError::File(error) => error.into(),
            ValuesFileError::Helm(error) => Self::Values(error),
            ValuesFileError::NotValues(error) => error.into(),
        }
    }
}

impl From<MergeError> for CliError {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::ValuesFile(error) => error.into(),
            MergeError::Generate(error) => error.into(),
            other => Self::Merge(other),
        }
    }
}

impl From<InitError> for CliError {
    fn from(error: InitError) -> Self {
        match error {
            InitError::Answers(faults) => faults.into(),
            InitError::Generate(error) => error.into(),
            InitError::Merge(error) => error.into(),
            InitError::ValuesFile(error) => error.into(),
            InitError::Chart(error) => error.into(),
            InitError::WriteFiles(error) => error.into(),
            InitError::Replace(error) => error.into(),
            InitError::File(error) => error.into(),
            other => Self::Init(other),
        }
    }
}

impl From<ProjectError> for CliError {
    fn from(error: ProjectError) -> Self {
        match error {
            ProjectError::File(error) => error.into(),
            ProjectError::ValuesFile(error) => error.into(),
            ProjectError::Config(error) => error.into(),
            ProjectError::ChartDir(error) => error.into(),
            ProjectError::Chart(error) => error.into(),
            other => Self::Project(other),
        }
    }
}
