//! Prints errors, and maps them to exit codes.

use std::error::Error as _;
use std::fmt::Write as _;
use std::io;

use anstyle::AnsiColor;
use miette::Diagnostic as _;

use super::CliError;
use crate::config::ConfigError;
use crate::diagnostic;
use crate::redact::covered;
use crate::text::visible;
use crate::wizard::InitError;

impl CliError {
    /// Returns the exit code. Ctrl-C gives 130, as for a process that the signal ends.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Init(error) if error.is_interruption() => 130,
            _ => 2,
        }
    }

    /// Returns whether the reader of the output has closed it, which is not an error.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Returns the message with text from outside made visible. clap's messages about arguments and lists of missing
    /// answers keep their lines.
    fn on_one_line(&self) -> String {
        match self {
            Self::Usage(_) | Self::Init(InitError::Unanswered(_)) => self.to_string(),
            other => visible(&other.to_string()),
        }
    }

    /// Returns the remedy, in one sentence without a full stop.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::InFile { error, .. } => error.advice(),
            own => own.help().map(|help| help.to_string()),
        }
    }

    /// Renders the error with its causes and its remedy, colored for a terminal.
    pub fn render(&self) -> String {
        let mut text = String::new();
        // The frame contains the whole message.
        if let Self::Values(error) = self
            && let Some(diagnostic) = error.diagnostic(covered)
        {
            return diagnostic::render(&[diagnostic]);
        }
        if let Self::Config(ConfigError::Wrong(diagnostic)) = self {
            return diagnostic::render([&**diagnostic]);
        }
        if let Self::Problems(problems) = self {
            text = format!("{}\n\n", diagnostic::render(&problems.list));
        }
        let (error, cause) = (AnsiColor::BrightRed.on_default().bold(), AnsiColor::BrightCyan.on_default().bold());
        // Writing to a String cannot fail.
        let _ = write!(text, "{error}error{error:#}: {}", self.on_one_line());
        let inner = match self {
            Self::InFile { error, .. } => error,
            own => own,
        };
        let mut source = inner.source();
        while let Some(inner) = source {
            let _ = write!(text, "\n{error}caused by{error:#}: {}", visible(&inner.to_string()));
            source = inner.source();
        }
        if let Some(help) = self.advice() {
            let _ = write!(text, "\n{cause}help{cause:#}: {help}");
        }
        text
    }
}
