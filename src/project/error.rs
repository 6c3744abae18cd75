//! The reasons why a release cannot be checked.

use std::path::PathBuf;

use crate::chart::{ChartDirError, DetectError};
use crate::config::ConfigError;
use crate::file::FileError;
use crate::text::visible_path;
use crate::values_file::ValuesFileError;

/// The reasons why a release cannot be checked, or why there is none.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ProjectError {
    /// A file cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    File(#[from] FileError),
    /// A file is not a values file.
    #[error(transparent)]
    #[diagnostic(transparent)]
    ValuesFile(#[from] ValuesFileError),
    /// `.flyte-auth.toml` cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(#[from] ConfigError),
    /// The user's chart cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    ChartDir(#[from] ChartDirError),
    /// The values do not show which chart they are for.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Chart(DetectError),
    /// The values don't show which chart they are for, and the file may be a client config.
    #[error(transparent)]
    #[diagnostic(help(
        "add `--chart flyte-binary` or `--chart flyte-core`; for a configuration of flytectl and pyflyte, \
        `--kind client-config`"
    ))]
    ChartOrClientConfig(DetectError),
    /// The baseline file is another kind of file.
    #[error("`{}` is not a baseline", visible_path(path))]
    Baseline { path: PathBuf, source: serde_json::Error },
    /// The baseline file of a flag or of `.flyte-auth.toml` does not exist.
    #[error("the baseline `{}` does not exist", visible_path(path))]
    #[diagnostic(help("create it with `flyte-auth lint --write-baseline`"))]
    NoBaseline { path: PathBuf },
    /// A directory cannot be searched.
    #[error("cannot search a directory for values files")]
    Walk(#[source] ignore::Error),
    /// There are no values.
    #[error("no values file given")]
    #[diagnostic(help(
        "pass a values file, or layers of one release (`-f a.yaml -f b.yaml`); `flyte-auth init-config` \
        configures the releases of a repository"
    ))]
    NoValues,
    /// Both separate releases and layers of one release were given.
    #[error("use either `-f` (layers of one release) or file arguments (separate releases), not both")]
    #[diagnostic(help(
        "pass all layers with `-f`; to check a client configuration against values, add `--kind client-config`"
    ))]
    FilesAndLayers,
    /// `--kind client-config` without a file.
    #[error("no client configuration given")]
    #[diagnostic(help("pass it: `flyte-auth lint --kind client-config ~/.flyte/config.yaml`"))]
    NoClientConfig,
    /// `--kind client-config` with another kind of file.
    #[error("this is not a configuration of flytectl or pyflyte: it has no `admin`")]
    NotAClientConfig,
    /// pyflyte's configuration in its format before `config.yaml`.
    #[error("this is a pyflyte configuration in the old INI format, which is not checked")]
    #[diagnostic(help(
        "`flyte-auth client` prints a `config.yaml` for both tools; pyflyte prefers `~/.flyte/config` if both exist"
    ))]
    OldClientConfig,
    /// A file of a directory has values for another chart.
    #[error("this is not a values file for Flyte")]
    NotFlyte,
}
