//! The Secrets that a release expects someone else to make: which, with which keys, how to make them, and what an
//! upgrade does to them. Nothing here knows what is in them.

mod expected;
mod external_secret;
mod kubectl;
mod manifest;
mod names;
mod of_answers;
mod of_values;
mod source;
mod upgrade;
mod wanted;

pub use expected::{ExpectedKey, ExpectedValue, MadeSecret, ReleaseSecrets, SecretToMake};
pub use external_secret::{ExternalSecretStore, StoreKind, external_secrets};
pub use kubectl::kubectl;
pub use manifest::manifest;
pub use names::SecretKey;
pub use source::SecretOrigin;
pub use upgrade::{UpgradeNote, When, upgrade_notes};

use crate::diagnostic::Fault;
use crate::text::visible;

/// The key of flytepropeller's secret, in either chart's Secret (`clientSecretLocation`, `flyteidl/clients/go/admin`,
/// v1.16.8).
pub const PROPELLER_KEY: &str = "client_secret";
/// The key of the secret of the client that users log in with (`clientSecretName`, `flyteadmin/auth/config`, v1.16.8).
pub const OIDC_KEY: &str = "oidc_client_secret";

/// Why there is nothing to make.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum SecretsError {
    /// The answers put the secrets into values.
    #[error("no Secrets to create: with `secrets: {0}`, the chart creates them from the values")]
    #[diagnostic(help("to manage them outside the chart, use `secrets: existing` (`--secrets existing`)"))]
    NotElsewhere(&'static str),
    /// The chart makes all of them.
    #[error("no Secrets to create: the chart creates them from the secrets in these values")]
    #[diagnostic(help("to manage them outside the chart, {}", take_out(file.as_deref(), *hash)))]
    AllMade {
        /// The values file, where there is one.
        file: Option<String>,
        /// Whether the values hold the hash of flytepropeller's password, which stays there.
        hash: bool,
    },
    /// Nothing reads a secret.
    #[error("no Secrets to create: authentication is disabled in these values")]
    #[diagnostic(help("`flyte-auth init --into {}` enables it", file_word(file.as_deref())))]
    AuthOff {
        /// The values file, where there is one.
        file: Option<String>,
    },
    /// Something in values is not a name.
    #[error("{}", .0.message())]
    #[diagnostic(transparent)]
    Name(Fault),
    /// A place that names no Secret.
    #[error("{process} reads `{what}`, but no Secret in these values has it")]
    Nowhere {
        process: &'static str,
        /// The file or variable.
        what: String,
    },
}

impl SecretsError {
    fn nowhere(process: &'static str, what: &str) -> Self {
        Self::Nowhere { process, what: visible(what) }
    }
}

/// A file as a word of a command.
fn file_word(file: Option<&str>) -> String {
    file.map_or_else(|| "FILE".to_owned(), crate::shell::word)
}

/// The command that takes the secrets out of values.
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
