//! The flags for reports and their targets.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, ValueEnum as _};

use crate::cli::CliError;
use crate::diagnostic::near;
use crate::report::ReportFormat;

/// The flags.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ReportArgs {
    /// Report format; `FORMAT=FILE` writes to a file; repeatable, with one format on standard output
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = TargetParser, default_value = "human")]
    formats: Vec<ReportTarget>,

    /// Write the report to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Replace report and baseline files that this tool did not write
    #[arg(long)]
    pub(super) force: bool,
}

/// A format with its target.
#[derive(Debug, Clone)]
pub(super) struct ReportTarget {
    pub format: ReportFormat,
    /// The file; `None` for standard output.
    pub file: Option<PathBuf>,
}

impl ReportArgs {
    /// Returns the requested reports, at most one of them on standard output.
    pub(super) fn targets(&self) -> Result<Vec<ReportTarget>, CliError> {
        let mut targets = self.formats.clone();
        if let Some(file) = self.output.as_ref().filter(|file| *file != OsStr::new("-")) {
            let mut to_stdout = targets.iter_mut().filter(|target| target.file.is_none());
            if let Some(target) = to_stdout.next() {
                target.file = Some(file.clone());
            } else {
                return Err(CliError::OutputOfNothing);
            }
        }
        let to_stdout: Vec<&str> =
            targets.iter().filter(|target| target.file.is_none()).map(|target| target.format.name()).collect();
        if to_stdout.len() > 1 {
            return Err(CliError::SeveralReports(to_stdout.join("`, `")));
        }
        Ok(targets)
    }
}

/// Parses `sarif` and `sarif=out.sarif`.
#[derive(Debug, Clone, Copy)]
struct TargetParser;

impl TypedValueParser for TargetParser {
    type Value = ReportTarget;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<ReportTarget, clap::Error> {
        let text = value.to_string_lossy();
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (&*text, None),
        };
        match ReportFormat::from_str(name, false) {
            Ok(format) if file != Some("") => {
                Ok(ReportTarget { format, file: file.filter(|file| *file != "-").map(PathBuf::from) })
            }
            _ => Err(refused(command, argument, name, file.is_some())),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let formats = ReportFormat::value_variants().iter();
        Some(Box::new(formats.filter_map(clap::ValueEnum::to_possible_value)))
    }
}

/// Makes clap's error for a value that isn't one of the possible ones.
fn refused(command: &Command, argument: Option<&Arg>, name: &str, has_file: bool) -> clap::Error {
    let names: Vec<&str> = ReportFormat::value_variants().iter().map(|format| format.name()).collect();
    let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
    if let Some(argument) = argument {
        let argument = ContextValue::String(argument.to_string());
        error.insert(ContextKind::InvalidArg, argument);
    }
    let value = if has_file && names.contains(&name) { format!("{name}= (without a file)") } else { name.to_owned() };
    error.insert(ContextKind::InvalidValue, ContextValue::String(value));
    if let Some(near) = near(name, names.iter().copied()) {
        let near = ContextValue::String(near.to_owned());
        error.insert(ContextKind::SuggestedValue, near);
    }
    let names = names.into_iter().map(str::to_owned).collect();
    error.insert(ContextKind::ValidValue, ContextValue::Strings(names));
    error
}
