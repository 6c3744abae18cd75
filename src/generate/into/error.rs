//! Reasons why settings are not merged into a file.

use std::path::{Path, PathBuf};

use miette::Diagnostic as _;

use crate::chart::Chart;
use crate::generate::GenerateError;
use crate::redact::is_secret;
use crate::text::visible_path;
use crate::values_file::{EditFileError, ValuesFileError};
use crate::yaml;
use crate::yaml::edit::EditError;

/// The alternative for a user whose file cannot be changed.
pub(super) const NEW_FILES: &str = "`-o DIR` instead of `--into` writes the settings to new files";

/// Settings cannot be merged into a values file on disk.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum MergeError {
    #[error(transparent)]
    #[diagnostic(transparent)]
    ValuesFile(#[from] ValuesFileError),
    /// The file cannot be changed without affecting other content.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Edit(#[from] EditFileError),
    /// Another tool manages the file or a value in it.
    #[error("cannot update `{}`", visible_path(path))]
    Into {
        path: PathBuf,
        source: IntoError,
        #[help]
        help: Option<String>,
    },
    /// The file is for another chart.
    #[error("`{}` holds values for {there}, but the answers are for {requested}", visible_path(path))]
    OtherChart {
        path: PathBuf,
        /// The chart of the values.
        there: Chart,
        /// The chart of the answers.
        requested: Chart,
    },
    /// No chart of Flyte reads any of the top-level keys.
    #[error("Flyte's charts read none of the top-level keys in `{}`", visible_path(.0))]
    #[diagnostic(help(
        "for an umbrella chart, Flyte's values need the dependency's name or alias as their key: `ALIAS: \
        {{configmap: {{adminServer: {{}}}}}}` (flyte-core) or `ALIAS: {{configuration: {{auth: {{}}}}}}` (flyte-binary); \
        `-o DIR` instead of `--into` writes new files"
    ))]
    NothingOfChart(PathBuf),
    /// The manifest of the other files cannot be generated.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Generate(#[from] GenerateError),
}

impl MergeError {
    /// Creates the error for the file at `path`.
    pub fn into(path: &Path, source: IntoError) -> Self {
        let help = source.help().map(|help| help.to_string());
        Self::Into { path: path.to_owned(), source, help }
    }
}

/// Settings cannot be merged into a text. Messages show paths only, since values may be secrets.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub enum IntoError {
    /// The text cannot be changed.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A value that another tool manages would be replaced.
    #[error("`{0}` is filled in later, by another tool")]
    #[diagnostic(help("change it at its source, or use a plain value for this command; {}", in_other_files(_0)))]
    Placeholder(yaml::Path),
    /// SOPS stores a checksum of all values, which an edit would invalidate.
    #[error("it is encrypted with SOPS, which rejects files that other tools modified")]
    #[diagnostic(help(
        "decrypt it first (`sops decrypt --in-place FILE`) and encrypt it afterwards, or write the settings to an \
            unencrypted values file with `--secrets existing`"
    ))]
    Encrypted,
}

fn in_other_files(path: &yaml::Path) -> &'static str {
    if path.keys().last().is_some_and(|key| is_secret(key)) {
        "`--secrets existing` keeps secrets out of the values"
    } else {
        NEW_FILES
    }
}
