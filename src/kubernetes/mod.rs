//! The Secrets that a release expects to exist: their names and keys, how to create them, and how an upgrade changes
//! them. Nothing here knows their content.

mod expected;
mod external_secret;
mod kubectl;
mod lookups;
mod manifest;
mod names;
mod of_answers;
mod of_values;
mod source;
mod upgrade;

pub use expected::{ExpectedKey, ExpectedValue, MadeSecret, ReleaseSecrets, SecretToMake};
pub use external_secret::{ExternalSecretStore, StoreKind, external_secrets};
pub use kubectl::kubectl;
pub use manifest::manifest;
pub use names::SecretKey;
pub use source::SecretOrigin;
pub use upgrade::{UpgradeNote, When, upgrade_notes};

use crate::diagnostic::Fault;
use crate::text::visible;

/// The reasons why there is no Secret to create.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum SecretsError {
    /// The answers put the secrets into values.
    #[error("no Secrets to create: with `secrets: {0}`, the chart creates them from the values")]
    #[diagnostic(help("to manage them outside the chart, use `secrets: existing` (`--secrets existing`)"))]
    NotElsewhere(&'static str),
    /// The chart creates all Secrets.
    #[error("no Secrets to create: the chart creates them from the secrets in these values")]
    #[diagnostic(help("to manage them outside the chart, {}", take_out(file.as_deref(), *hash)))]
    AllMade {
        /// The values file, if there is one.
        file: Option<String>,
        /// Whether the values hold the hash of flytepropeller's password, which stays there.
        hash: bool,
    },
    /// No process reads a secret.
    #[error("no Secrets to create: authentication is disabled in these values")]
    #[diagnostic(help("`flyte-auth init --into {}` enables it", file_word(file.as_deref())))]
    AuthOff {
        /// The first values file, if there is one.
        file: Option<String>,
    },
    /// A name in the values is invalid.
    #[error("{}", .0.message())]
    #[diagnostic(transparent)]
    Name(Fault),
    /// No Secret is mounted where a process reads its secret.
    #[error("{process} reads `{what}`, but no Secret in these values has it")]
    Nowhere {
        process: &'static str,
        /// The file or variable that the process reads.
        what: String,
    },
}

impl SecretsError {
    fn nowhere(process: &'static str, what: &str) -> Self {
        Self::Nowhere { process, what: visible(what) }
    }
}

/// Quotes a file name for a command line.
fn file_word(file: Option<&str>) -> String {
    file.map_or_else(|| "FILE".to_owned(), crate::shell::word)
}

/// Returns the command that moves the secrets out of the values.
fn take_out(file: Option<&str>, hash: bool) -> String {
    let file = file_word(file);
    let init = format!("flyte-auth init --into {file} --secrets existing --yes");
    if hash {
        format!(
            "set FLYTE_PROPELLER_HASH to the hash of flytepropeller's password in the values, and run `{init} \
            --propeller-hash-env FLYTE_PROPELLER_HASH`"
        )
    } else {
        format!("run `{init}`")
    }
}
