//! What can end a command, and how it is told: `error:`, `caused by:`, `help:`.

use std::error::Error;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// An error that can say what to do about it.
pub trait Help: Error {
    /// What to do, in one sentence without a full stop.
    fn help(&self) -> Option<String> {
        None
    }
}

/// Why a command ended without a result (exit code 2).
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// Standard output or standard error would not take what was written.
    #[error("cannot write the result")]
    Output(#[from] io::Error),
    /// A file or folder could not be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// `hash` had nothing to print.
    #[error(transparent)]
    Hash(#[from] crate::cli::HashCommandError),
}

impl CliError {
    /// `path` could not be written.
    pub fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source,
        }
    }

    /// `path` could not be read.
    pub fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            source,
        }
    }

    /// Whether whoever read our output has gone away: no fault of ours.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The error with its causes and its advice, ready for a terminal.
    pub fn render(&self, _color: bool) -> String {
        let mut text = format!("error: {self}");
        let mut cause = self.source();
        while let Some(error) = cause {
            // Writing to a String cannot fail.
            let _ = write!(text, "\ncaused by: {error}");
            cause = error.source();
        }
        if let Some(help) = self.help() {
            let _ = write!(text, "\nhelp: {help}");
        }
        text
    }
}

impl Help for CliError {
    fn help(&self) -> Option<String> {
        match self {
            Self::Hash(error) => error.help(),
            Self::Output(_) | Self::Read { .. } | Self::Write { .. } => None,
        }
    }
}
