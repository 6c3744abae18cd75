//! What a release makes of Secrets, and what it expects.

use std::fmt;

use super::SecretKey;
use crate::chart::{CLIENT_SECRETS_SUFFIX, Chart, DEFAULT_PROPELLER_SECRET, ProcessName};
use crate::deployment::{KubernetesName, SecretName};
use crate::text::visible;

#[derive(Debug, Clone)]
pub struct ReleaseSecrets {
    pub chart: Chart,
    /// Where it goes.
    pub namespace: KubernetesName,
    /// Those that the chart makes.
    pub made: Vec<MadeSecret>,
    /// What flyte-binary's objects are called after, where that is known.
    pub fullname: Option<String>,
    /// Those that someone else is to make, in the order of the processes.
    pub expected: Vec<SecretToMake>,
    /// What is worth knowing besides.
    pub notes: Vec<String>,
}

/// A Secret that the chart makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeSecret {
    pub name: String,
    /// The keys that come from values.
    pub keys: Vec<String>,
}

/// A Secret to make elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretToMake {
    pub name: SecretName,
    pub namespace: KubernetesName,
    pub readers: Vec<ProcessName>,
    /// The same in a sentence without its full stop.
    pub remark: String,
    pub entries: Vec<ExpectedKey>,
}

/// A key and what belongs there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedKey {
    pub key: SecretKey,
    /// What belongs there.
    pub content: ExpectedValue,
}

/// What belongs into a key of a Secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedValue {
    /// flytepropeller's password, whose hash flyteadmin has from its values.
    Password,
    /// The secret of a client of the identity provider.
    ClientSecret { client: String },
    /// flytepropeller's, in a data plane, whose values do not say who issues the tokens.
    OfDataPlane { client: String },
    /// A key that flyteadmin makes itself under another name.
    OwnKey {
        /// The setting that names it.
        setting: &'static str,
    },
}

impl fmt::Display for ExpectedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Password => f.write_str("flytepropeller's password, with its hash in the values"),
            Self::ClientSecret { client } => write!(f, "secret of the client {}", visible(client)),
            Self::OfDataPlane { client } => {
                write!(f, "secret of the client {}, or its password if flyteadmin issues the tokens", visible(client))
            }
            Self::OwnKey { setting } => write!(f, "the key that {setting} names"),
        }
    }
}

impl ReleaseSecrets {
    /// What the chart calls the Secret with flytepropeller's secret, when it makes that.
    pub fn usual_name(&self) -> Option<String> {
        match self.chart {
            Chart::FlyteCore => Some(DEFAULT_PROPELLER_SECRET.to_owned()),
            Chart::FlyteBinary => Some(format!("{}{CLIENT_SECRETS_SUFFIX}", self.fullname.as_ref()?)),
        }
    }

    /// The command that has pods read their Secrets again: nothing else does.
    pub fn restart(&self) -> Option<String> {
        let mut deployments: Vec<String> = Vec::new();
        for process in self.expected.iter().flat_map(|secret| &secret.readers) {
            let name = match process {
                ProcessName::Flyte => self.fullname.clone()?,
                other => other.as_str().to_owned(),
            };
            if !deployments.contains(&name) {
                deployments.push(name);
            }
        }
        (!deployments.is_empty()).then(|| {
            format!("kubectl -n {} rollout restart deployment/{}", self.namespace, deployments.join(" deployment/"))
        })
    }

    /// Whether flyteadmin holds the hash of a password that is in one of them.
    pub fn has_password(&self) -> bool {
        let mut entries = self.expected.iter().flat_map(|secret| &secret.entries);
        entries.any(|entry| entry.content == ExpectedValue::Password)
    }
}
