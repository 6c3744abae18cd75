//! What a release makes of Secrets, and what it expects.

use std::fmt;

use super::{SecretKey, SecretName};
use crate::chart::Chart;
use crate::deployment::KubernetesName;
use crate::diagnostic::visible;

/// The Secrets of a release.
#[derive(Debug, Clone)]
pub struct ReleaseSecrets {
    /// The chart.
    pub chart: Chart,
    /// Where it goes.
    pub namespace: KubernetesName,
    /// Those that the chart makes.
    pub made: Vec<MadeSecret>,
    /// What the chart calls the one with flytepropeller's secret, when it makes that.
    pub usually_made: Option<String>,
    /// Those that somebody else is to make, in the order of the processes.
    pub expected: Vec<SecretToMake>,
    /// What is worth knowing besides.
    pub notes: Vec<String>,
}

/// A Secret that the chart makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeSecret {
    /// Its name.
    pub name: String,
    /// The keys that come from values.
    pub keys: Vec<String>,
}

/// A Secret to make elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretToMake {
    /// Its name.
    pub name: SecretName,
    /// Its namespace.
    pub namespace: KubernetesName,
    /// Who reads it, in a sentence without its full stop.
    pub remark: String,
    /// What goes into it.
    pub entries: Vec<Entry>,
}

/// A key and what belongs there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: SecretKey,
    /// What belongs there.
    pub content: Content,
}

/// What belongs into a key of a Secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// flytepropeller's password, whose hash flyteadmin has from its values.
    Password,
    /// The secret of a client of the identity provider.
    ClientSecret {
        /// The client's id.
        client: String,
    },
    /// flytepropeller's, in a data plane, whose values do not say who issues the tokens.
    AsInControlPlane {
        /// The client's id.
        client: String,
    },
    /// A key that flyteadmin makes itself under another name.
    OwnKey {
        /// The setting that names it.
        setting: &'static str,
    },
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Password => f.write_str("flytepropeller's password, whose hash is in the values"),
            Self::ClientSecret { client } => write!(f, "secret of the client {}", visible(client)),
            Self::AsInControlPlane { client } => write!(
                f,
                "what the control plane has for the client {}",
                visible(client)
            ),
            Self::OwnKey { setting } => write!(f, "the key that {setting} names"),
        }
    }
}

impl ReleaseSecrets {
    /// Whether flyteadmin holds the hash of a password that is in one of them.
    pub fn has_password(&self) -> bool {
        let mut entries = self.expected.iter().flat_map(|secret| &secret.entries);
        entries.any(|entry| entry.content == Content::Password)
    }
}
