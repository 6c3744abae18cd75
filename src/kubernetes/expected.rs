//! The Secrets that a release's chart creates, and those that it expects to exist.

use std::fmt;

use super::SecretKey;
use crate::chart::{CLIENT_SECRETS_SUFFIX, Chart, DEFAULT_PROPELLER_SECRET, ProcessName};
use crate::deployment::{KubernetesName, SecretName};
use crate::text::visible;

#[derive(Debug, Clone)]
pub struct ReleaseSecrets {
    pub chart: Chart,
    /// The release's namespace.
    pub namespace: KubernetesName,
    /// The Secrets that the chart creates.
    pub made: Vec<MadeSecret>,
    /// The name of flyte-binary's objects, if it is known.
    pub fullname: Option<String>,
    /// The Secrets to create outside the chart, in the order of the processes that read them.
    pub expected: Vec<SecretToMake>,
    /// Further remarks for the user.
    pub notes: Vec<String>,
}

/// A Secret that the chart creates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeSecret {
    pub name: String,
    /// The keys whose content comes from values.
    pub keys: Vec<String>,
}

/// A Secret to create outside the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretToMake {
    pub name: SecretName,
    pub namespace: KubernetesName,
    pub readers: Vec<ProcessName>,
    /// A remark for the user, without its full stop.
    pub remark: String,
    pub entries: Vec<ExpectedKey>,
}

/// A key of a Secret, and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedKey {
    pub key: SecretKey,
    pub content: ExpectedValue,
}

/// The content of a Secret's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedValue {
    /// flytepropeller's password, whose hash flyteadmin reads from its values.
    Password,
    /// The secret of a client at the identity provider.
    ClientSecret { client: String },
    /// The secret of flytepropeller in a data plane, whose values don't say which server issues the tokens.
    OfDataPlane { client: String },
    /// A key that flyteadmin would otherwise generate, under another name.
    OwnKey {
        /// The setting that names the key.
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
    /// Returns the name that the chart gives to the Secret with flytepropeller's secret, when it creates one.
    pub fn usual_name(&self) -> Option<String> {
        match self.chart {
            Chart::FlyteCore => Some(DEFAULT_PROPELLER_SECRET.to_owned()),
            Chart::FlyteBinary => Some(format!("{}{CLIENT_SECRETS_SUFFIX}", self.fullname.as_ref()?)),
        }
    }

    /// Returns the command that restarts the pods, which read their Secrets only at startup.
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

    /// Returns whether one of the Secrets holds a password whose hash flyteadmin has.
    pub fn has_password(&self) -> bool {
        let mut entries = self.expected.iter().flat_map(|secret| &secret.entries);
        entries.any(|entry| entry.content == ExpectedValue::Password)
    }
}
