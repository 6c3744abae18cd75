//! Checked answers, from which values can be generated.

use super::raw::SecretsWord;
use crate::deployment::{Deployment, SecretName};
use crate::secret::{Password, PasswordHash, Secret};

/// The answers about a deployment.
#[derive(Debug)]
pub struct Answers {
    /// Everything except the secrets.
    pub deployment: Deployment,
    /// Where the secrets are stored.
    pub secrets: SecretPlacement,
}

/// Where the secrets are stored.
#[derive(Debug)]
pub enum SecretPlacement {
    /// In the values.
    Inline(SecretTexts),
    /// In a separate values file.
    Separate(SecretTexts),
    /// In Secrets managed outside the chart.
    Existing(ExistingSecrets),
}

/// The secrets that are written to files.
#[derive(Debug)]
pub struct SecretTexts {
    /// The secret of the web client.
    pub web: Secret,
    /// flytepropeller's secret.
    pub propeller: PropellerSecret,
    /// CI's password: with the internal server, if CI has a separate client.
    pub ci: Option<CiPassword>,
}

/// CI's password at flyteadmin.
#[derive(Debug)]
pub struct CiPassword {
    /// The password, if it was given; it is not written to any file.
    pub password: Option<Password>,
    /// The hash, which flyteadmin stores.
    pub hash: PasswordHash,
    /// Whether the password was generated, so that the user has to store it in CI.
    pub is_generated: bool,
}

/// flytepropeller's credential.
#[derive(Debug)]
pub enum PropellerSecret {
    /// A password for flyteadmin, which stores the hash.
    Password { password: Password, hash: PasswordHash },
    /// The client's secret at the identity provider.
    Client(Secret),
}

/// Secrets managed outside the chart.
#[derive(Debug)]
pub struct ExistingSecrets {
    pub names: SecretNames,
    /// The hash of the password in them, which is in the values; only with the internal server.
    pub hash: Option<PasswordHash>,
    /// CI's password, whose hash is also in the values: with the internal server, if CI has a separate client.
    pub ci: Option<CiPassword>,
}

/// The names of Secrets managed outside the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretNames {
    /// flyte-binary: one Secret with both client secrets.
    Binary {
        /// The Secret with the keys `client_secret` and `oidc_client_secret`.
        clients: SecretName,
    },
    /// flyte-core: a Secret for each client secret.
    Core {
        /// The Secret with the key `client_secret`.
        propeller: SecretName,
        /// The Secret with the key `oidc_client_secret`.
        oidc: SecretName,
    },
}

impl SecretPlacement {
    /// Returns the word for the placement.
    pub const fn word(&self) -> SecretsWord {
        match self {
            Self::Inline(_) => SecretsWord::Inline,
            Self::Separate(_) => SecretsWord::Separate,
            Self::Existing(_) => SecretsWord::Existing,
        }
    }

    /// Returns the secrets that are written to files.
    pub const fn texts(&self) -> Option<&SecretTexts> {
        match self {
            Self::Inline(texts) | Self::Separate(texts) => Some(texts),
            Self::Existing(_) => None,
        }
    }

    /// Returns the names of the Secrets managed outside the chart.
    pub const fn names(&self) -> Option<&SecretNames> {
        match self {
            Self::Existing(existing) => Some(&existing.names),
            Self::Inline(_) | Self::Separate(_) => None,
        }
    }
}
