//! Renders Secrets as `ExternalSecret`s of the External Secrets Operator.
//!
//! Source: `apis/externalsecrets/v1/externalsecret_types.go` and `docs/guides/ownership-deletion-policy.md` of
//! external-secrets/external-secrets, v2.9.0; `external-secrets.io/v1` is served since v0.16.

use serde::Serialize;

use super::SecretToMake;
use crate::deployment::SecretName;
use crate::template::{self, RenderError};

/// The store that the operator reads the secrets from.
#[derive(Debug, Clone, Default)]
pub struct ExternalSecretStore {
    /// The store's name, if it is known.
    pub name: Option<SecretName>,
    pub kind: StoreKind,
    /// The key under which the store keeps the secrets, if it is known.
    pub remote_key: Option<String>,
}

/// The kinds of stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum StoreKind {
    /// A store in the namespace of the Secret
    #[default]
    #[value(name = "SecretStore", alias = "secret-store")]
    Namespaced,
    /// A store for all namespaces
    #[value(name = "ClusterSecretStore", alias = "cluster-secret-store")]
    Cluster,
}

impl StoreKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Namespaced => "SecretStore",
            Self::Cluster => "ClusterSecretStore",
        }
    }
}

#[derive(Serialize)]
struct ExternalSecretTemplate<'a> {
    store: &'a str,
    kind: &'static str,
    secrets: Vec<ExternalSecret<'a>>,
}

#[derive(Serialize)]
struct ExternalSecret<'a> {
    name: &'a str,
    namespace: &'a str,
    remark: &'a str,
    remote_key: String,
    entries: Vec<ExternalSecretEntry<'a>>,
}

#[derive(Serialize)]
struct ExternalSecretEntry<'a> {
    key: &'a str,
    content: String,
}

/// Renders the Secrets as one text, with placeholders between `<` and `>` for unknown parts of the store.
pub fn external_secrets(secrets: &[SecretToMake], store: &ExternalSecretStore) -> Result<String, RenderError> {
    let mut all = Vec::new();
    for secret in secrets {
        let mut entries = Vec::new();
        for entry in &secret.entries {
            entries.push(ExternalSecretEntry { key: entry.key.as_str(), content: entry.content.to_string() });
        }
        let unknown = || format!("<what the store keeps {} under>", secret.name);
        all.push(ExternalSecret {
            name: secret.name.as_str(),
            namespace: secret.namespace.as_str(),
            remark: &secret.remark,
            remote_key: store.remote_key.clone().unwrap_or_else(unknown),
            entries,
        });
    }
    let context = ExternalSecretTemplate {
        store: store.name.as_ref().map_or("<the store's name>", SecretName::as_str),
        kind: store.kind.name(),
        secrets: all,
    };
    template::yaml("external-secret", &context)
}
