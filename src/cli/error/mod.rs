//! The errors that end a command, and how they are printed: `error:`, `caused by:`, `help:`.

mod constructors;
mod print;

use std::io;
use std::path::PathBuf;

use crate::chart::{ChartDirError, DetectError, TemplateError};
use crate::client::ClientError;
use crate::config::ConfigError;
use crate::deployment::ValuesError;
use crate::diagnostic::InputFaults;
use crate::file::{FileError, ReplaceError};
use crate::generate::{GenerateError, MergeError, WriteError};
use crate::idp::code::EmitError;
use crate::kubernetes::SecretsError;
use crate::project::ProjectError;
use crate::template::RenderError;
use crate::text::{visible, visible_path};
use crate::values::LayerError;
use crate::values_file::{EditFileError, NotValues};
use crate::wizard::InitError;

/// The reasons why a command failed (exit code 2).
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum CliError {
    /// Standard output or standard error cannot be written to.
    #[error("cannot write the result")]
    Output(#[from] io::Error),
    /// A file could not be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    File(#[from] FileError),
    /// The output file exists, and flyte-auth didn't write it.
    #[error("`{}` exists, and was not written by flyte-auth", visible_path(.0))]
    #[diagnostic(help("choose another file, or replace this one with `--force`"))]
    OutputExists(PathBuf),
    /// Two reports have the same file.
    #[error("two reports have the output file `{}`", visible_path(.0))]
    #[diagnostic(help("choose another file"))]
    OutputTwice(PathBuf),
    /// `generate` got neither an answers file nor a flag.
    #[error("no answers given")]
    #[diagnostic(help("pass an answers file (`--answers FILE`), answer flags or `--into FILE`; `--help` lists them"))]
    NoAnswers,
    /// Neither answers nor values were given.
    #[error("no deployment given")]
    #[diagnostic(help("pass `-f values.yaml`, `--answers FILE` or answer flags; `--help` lists them"))]
    NoDeployment,
    /// A flag for answers was given with values.
    #[error("`{0}` cannot be combined with values files")]
    #[diagnostic(help("omit it, or pass answers instead of values"))]
    FlagBesideValues(&'static str),
    /// A flag names a client that flyteadmin doesn't have.
    #[error("these values do not give flyteadmin a {what}")]
    #[diagnostic(help("`{add}` adds it"))]
    NoCiClient {
        what: String,
        /// The command that adds the client.
        add: String,
    },
    /// The values don't describe a deployment.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Deployment(#[from] ValuesError),
    /// Authentication is disabled in the values.
    #[error("{}", ValuesError::AuthOff)]
    AuthOff {
        /// The commands that enable it, for these values.
        #[help]
        help: String,
    },
    /// The rule or symptom doesn't exist.
    #[error("there is no rule or symptom `{name}`")]
    #[diagnostic(help("{}", existing_rules(*suggestion)))]
    NoRule {
        name: String,
        /// The most similar name, if there is one.
        suggestion: Option<&'static str>,
    },
    /// `lint` could not read some of the releases.
    #[error("{failed} of {all} files could not be checked")]
    NotChecked { failed: usize, all: usize },
    /// A client configuration cannot be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Client(#[from] ClientError),
    /// The network cannot be used.
    #[cfg(feature = "online")]
    #[error(transparent)]
    Offline(#[from] crate::online::OfflineError),
    /// The setup of the identity provider cannot be written as code.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Emit(#[from] EmitError),
    /// There is no Secret to create.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Secrets(#[from] SecretsError),
    /// A flag was given with a format that ignores it.
    #[error("`{flag}` requires `--format {format}`")]
    FlagOfFormat {
        flag: &'static str,
        /// The format that the flag is for.
        format: &'static str,
    },
    /// A flag was given with a flow of `client` that ignores it.
    #[error("`{flag}` requires `--flow {flow}`")]
    #[diagnostic(help("add `--flow {flow}`, or omit `{flag}`"))]
    FlagOfFlow {
        flag: &'static str,
        /// The flow that the flag is for.
        flow: String,
    },
    /// A flow without variables for CI.
    #[error("`--format {format}` prints client credentials, and `--flow {flow}` has none")]
    #[diagnostic(help("omit `--flow`, or use `--format config`"))]
    FlowOfCi { format: String, flow: String },
    /// A flag for the secret's place, which is fixed in CI.
    #[error("`{flag}` requires `--format config`")]
    #[diagnostic(help("omit `{flag}`: in CI, flytekit reads the secret from `FLYTE_CREDENTIALS_CLIENT_SECRET`"))]
    SecretOfCi { flag: &'static str },
    /// A template of flyte-auth is invalid.
    #[error("cannot render a template")]
    Render(#[from] RenderError),
    /// `.flyte-auth.toml` cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(#[from] ConfigError),
    /// `init-config` found an existing file.
    #[error("`{}` already exists", crate::config::NAME)]
    #[diagnostic(help("edit it, or print a new one with `--stdout`"))]
    ConfigExists,
    /// A release cannot be checked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(ProjectError),
    /// One of several files failed.
    #[error("`{}`: {error}", visible(file))]
    InFile { file: String, error: Box<CliError> },
    /// The directories contain no file that may hold values.
    #[error("no YAML or JSON files in {}", .0.join(", "))]
    EmptyFolders(Vec<String>),
    /// No file in the directories contains values.
    #[error("{}", nothing_in_folders(*.files))]
    #[diagnostic(help("`--verbose` shows why each file was skipped; a file that is named is always checked"))]
    NothingInFolders {
        /// The number of files.
        files: usize,
    },
    /// A file that was given as a values file is another kind of file.
    #[error(transparent)]
    #[diagnostic(transparent)]
    NotValues(#[from] NotValues),
    /// Values for Flyte 2.
    #[error("these values are for Flyte 2, which has no authentication settings")]
    #[diagnostic(help(
        "flyte-auth supports Flyte 1; with Flyte 2, the Ingress or a proxy in front of it asks for the login"
    ))]
    Flyte2,
    /// Values were given instead of answers.
    #[error("`{0}` is a values file, not an answers file")]
    #[diagnostic(help(
        "pass it with `-f` to `guide`, `next`, `client` and `secrets`, or with `--into` or `--from` to `init`"
    ))]
    ValuesAsAnswers(String),
    /// Several reports would go to standard output.
    #[error("`{0}` cannot all go to standard output")]
    #[diagnostic(help("give all but one a file: `--format human --format sarif=lint.sarif`"))]
    SeveralReports(String),
    /// `-o` was given, but every report has its own file.
    #[error("`--output` has no effect: each report already has a file")]
    OutputOfNothing,
    /// `-o -` was given for several files.
    #[error("`-o -` prints a single file, but there are {}: {}", .0.len(), .0.join(", "))]
    #[diagnostic(help("use a directory: `-o DIR`"))]
    SeveralFiles(Vec<&'static str>),
    /// The command's input has faults.
    #[error(transparent)]
    Problems(#[from] InputFaults),
    /// Valid answers could not be turned into files.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Generate(#[from] GenerateError),
    /// The files could not be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    WriteFiles(#[from] WriteError),
    /// A file cannot be changed without affecting other content.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Edit(#[from] EditFileError),
    /// The settings cannot be merged into the values file.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Merge(MergeError),
    /// A file could not be replaced.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Replace(#[from] ReplaceError),
    /// Helm would refuse the values.
    #[error(transparent)]
    Values(LayerError),
    /// The values do not say which chart they are for.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Chart(#[from] DetectError),
    /// The user's own chart cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    ChartDir(#[from] ChartDirError),
    /// The chart does not render with the values.
    #[error("{error}")]
    Template {
        error: TemplateError,
        /// The values file to add.
        #[help]
        help: Option<String>,
    },
    /// `init` ended without files.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Init(InitError),
    /// The arguments are invalid.
    #[error("{0}")]
    Usage(String),
    /// `hash` failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Hash(#[from] crate::cli::HashCommandError),
}

fn nothing_in_folders(files: usize) -> String {
    match files {
        1 => "the only file found is neither a values file for Flyte nor a client configuration".to_owned(),
        many => format!("none of the {many} files found is a values file for Flyte or a client configuration"),
    }
}

fn existing_rules(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(
        || "`flyte-auth rules` lists them".to_owned(),
        |suggestion| format!("did you mean `{suggestion}`? `flyte-auth rules` lists all"),
    )
}
