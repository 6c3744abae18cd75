//! Answers that have been checked: whatever is in here can be generated.

use super::raw::SecretsWord;
use crate::deployment::{Deployment, KubernetesName};
use crate::secret::{Password, PasswordHash, Secret};

/// What is known about a deployment, ready to generate values from.
#[derive(Debug)]
pub struct Answers {
    /// All but the secrets.
    pub deployment: Deployment,
    /// Where the secrets go.
    pub secrets: SecretPlacement,
}

/// Where the secrets go.
#[derive(Debug)]
pub enum SecretPlacement {
    /// Into the values.
    Inline(SecretTexts),
    /// Into a values file of their own.
    Separate(SecretTexts),
    /// Into Secrets managed outside the chart.
    Existing(ExistingSecrets),
}

/// The secrets that are written down.
#[derive(Debug)]
pub struct SecretTexts {
    /// The secret of the web client.
    pub web: Secret,
    /// flytepropeller's.
    pub propeller: PropellerSecret,
    /// CI's: with the internal server, where CI has a client of its own.
    pub ci: Option<CiPassword>,
}

/// What flyteadmin knows CI by.
#[derive(Debug)]
pub struct CiPassword {
    /// The password, where it was given; it is written nowhere.
    pub password: Option<Password>,
    /// Its hash, which flyteadmin holds.
    pub hash: PasswordHash,
    /// Whether the password was generated, so that someone has to hand it to CI.
    pub is_generated: bool,
}

/// What flytepropeller proves itself with.
#[derive(Debug)]
pub enum PropellerSecret {
    /// To flyteadmin: a password, whose hash flyteadmin holds.
    Password { password: Password, hash: PasswordHash },
    /// To the identity provider: the client's secret.
    Client(Secret),
}

/// Secrets managed outside the chart.
#[derive(Debug)]
pub struct ExistingSecrets {
    pub names: SecretNames,
    /// The hash of the password in them, which goes into the values; exactly with the internal server.
    pub hash: Option<PasswordHash>,
    /// CI's, whose hash goes into the values, too: with the internal server, where CI has a client of its own.
    pub ci: Option<CiPassword>,
}

/// The names of Secrets managed outside the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretNames {
    /// flyte-binary has one with both secrets.
    Binary {
        /// Keys `client_secret` and `oidc_client_secret`.
        clients: KubernetesName,
    },
    /// flyte-core has one for each.
    Core {
        /// Key `client_secret`.
        propeller: KubernetesName,
        /// Key `oidc_client_secret`.
        oidc: KubernetesName,
    },
}

impl SecretPlacement {
    /// The word for where they go.
    pub const fn word(&self) -> SecretsWord {
        match self {
            Self::Inline(_) => SecretsWord::Inline,
            Self::Separate(_) => SecretsWord::Separate,
            Self::Existing(_) => SecretsWord::Existing,
        }
    }

    /// The secrets that are written down.
    pub const fn texts(&self) -> Option<&SecretTexts> {
        match self {
            Self::Inline(texts) | Self::Separate(texts) => Some(texts),
            Self::Existing(_) => None,
        }
    }

    /// The names of those managed outside the chart.
    pub const fn names(&self) -> Option<&SecretNames> {
        match self {
            Self::Existing(existing) => Some(&existing.names),
            Self::Inline(_) | Self::Separate(_) => None,
        }
    }
}
