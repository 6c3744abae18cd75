//! The `--set` family: small languages that write into the merged values.
//!
//! Source: Helm 3.17.2 and 4.1.4, `pkg/strvals`; measured. The order of the flags on the command line does not matter:
//! `--set-json`, `--set`, `--set-string`, `--set-file`, `--set-literal` are applied in that order, each from left to
//! right.

mod json;
mod list;
mod literal;
mod parser;
mod scan;
mod target;

use std::io;

use super::{Dropped, HelmVersion, Origin, Value};
use crate::text::REDACTED;
use parser::{Reading, SetParser};

/// A flag of the `--set` family, in the order in which Helm applies them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetKind {
    /// `--set-json`
    Json,
    /// `--set`
    Set,
    /// `--set-string`
    String,
    /// `--set-file`
    File,
    /// `--set-literal`
    Literal,
}

impl SetKind {
    /// Returns the flag as typed.
    pub const fn flag(self) -> &'static str {
        match self {
            Self::Json => "--set-json",
            Self::Set => "--set",
            Self::String => "--set-string",
            Self::File => "--set-file",
            Self::Literal => "--set-literal",
        }
    }
}

/// A flag that Helm refuses. Prints Helm's message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// A `--set-json` that does not parse; Helm's message has no reason.
    #[error("failed parsing --set-json data {}", without_value(argument))]
    Json {
        /// The whole argument, which may contain a secret.
        argument: String,
    },
    /// Any other flag.
    #[error("failed parsing {} data: {}", kind.flag(), without_key(message))]
    Other {
        kind: SetKind,
        /// Helm's message.
        message: String,
    },
}

impl SetError {
    /// Returns Helm's message including the argument that Helm quotes, which may contain a secret.
    pub fn in_full(&self) -> String {
        match self {
            Self::Json { argument } => format!("failed parsing --set-json data {argument}"),
            Self::Other { kind, message } => format!("failed parsing {} data: {message}", kind.flag()),
        }
    }
}

/// Removes the quoted key from Helm's message: after a comma, it may be a part of the value.
fn without_key(message: &str) -> String {
    let quoted = message.strip_prefix("key ").and_then(|rest| rest.get(rest.rfind("\" has no value")?..));
    quoted.map_or_else(|| message.to_owned(), |rest| format!("key \"{REDACTED}{rest}"))
}

/// Returns an argument up to its first value.
fn without_value(argument: &str) -> String {
    match argument.split_once('=') {
        Some((key, _)) => format!("{key}={REDACTED}"),
        None => REDACTED.to_owned(),
    }
}

/// Reads the file of a `--set-file`.
pub type ReadFile<'a> = dyn Fn(&str) -> io::Result<Vec<u8>> + 'a;

/// Applies a flag to `values`. `origin` is the flag's; overridden values are added to `dropped`.
pub fn apply(
    values: &mut Value,
    kind: SetKind,
    argument: &str,
    origin: &Origin,
    helm: HelmVersion,
    read_file: &ReadFile<'_>,
    dropped: &mut Vec<Dropped>,
) -> Result<(), SetError> {
    let failed = |message| match kind {
        SetKind::Json => SetError::Json { argument: argument.to_owned() },
        _ => SetError::Other { kind, message },
    };
    if kind == SetKind::Json && helm == HelmVersion::V4 && argument.trim_start().starts_with('{') {
        let whole = json::read_whole(argument, origin).map_err(failed)?;
        super::merge::merge(values, whole, dropped);
        return Ok(());
    }
    let reading = match kind {
        SetKind::Json => Reading::Json,
        SetKind::Set => Reading::Typed,
        SetKind::String => Reading::String,
        SetKind::File => Reading::File(read_file),
        SetKind::Literal => Reading::Literal,
    };
    SetParser::new(argument, reading, origin, helm, dropped).run(values).map_err(failed)
}

#[cfg(test)]
mod tests;
