//! The clients of the internal server.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::answers::{Answers, CiPassword, SecretPlacement};
use crate::deployment::Deployment;

/// The clients of the internal server. In flyte-core the map replaces flyteadmin's own, so it has all of them; in
/// flyte-binary it is merged with that of the chart, and only has CI's.
#[derive(Debug, Serialize)]
pub(super) struct StaticClientsValues {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) flytepropeller: Option<StaticClientValues>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) flytectl: Option<StaticClientValues>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "flyte-cli")]
    pub(super) flyte_cli: Option<StaticClientValues>,
    /// CI's client, by its ID; empty if CI has no separate client.
    #[serde(flatten)]
    pub(super) ci: BTreeMap<String, StaticClientValues>,
}

/// A client of the internal server (`flyteadmin/auth/config/config.go`, v1.16.8).
#[derive(Debug, Default, Serialize)]
pub(super) struct StaticClientValues {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_uris: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grant_types: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_types: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<&'static str>>,
}

impl StaticClientValues {
    /// Returns only the hash, to be merged with the rest from another file.
    pub(super) fn hash_only(hash: String) -> Self {
        Self { client_secret: Some(hash), ..Self::default() }
    }

    /// Returns flytepropeller as built into flyteadmin, with its hash if that is in the same file.
    pub(super) fn propeller(hash: Option<String>) -> Self {
        Self {
            id: Some("flytepropeller".to_owned()),
            client_secret: hash,
            redirect_uris: Some(vec!["http://localhost:3846/callback"]),
            grant_types: Some(vec!["refresh_token", "client_credentials"]),
            response_types: Some(vec!["token"]),
            scopes: Some(vec!["all", "offline", "access_token"]),
            public: Some(false),
        }
    }

    /// Returns a service's client: like flytepropeller's, without the settings for a user's login.
    fn service(id: &str, hash: Option<String>) -> Self {
        Self {
            id: Some(id.to_owned()),
            client_secret: hash,
            redirect_uris: None,
            grant_types: Some(vec!["client_credentials"]),
            response_types: Some(vec!["token"]),
            scopes: Some(vec!["all", "offline", "access_token"]),
            public: Some(false),
        }
    }

    /// Returns a command-line tool's client as built into flyteadmin.
    pub(super) fn cli(id: &'static str) -> Self {
        Self {
            id: Some(id.to_owned()),
            client_secret: None,
            redirect_uris: Some(vec![crate::idp::CLI_REDIRECT_URI, "http://localhost:12345/callback"]),
            grant_types: Some(vec!["refresh_token", "authorization_code"]),
            response_types: Some(vec!["code", "token"]),
            scopes: Some(vec!["all", "offline", "access_token"]),
            public: Some(true),
        }
    }
}

/// Returns CI's client, with its hash if that is in the same file.
pub(super) fn ci(answers: &Answers) -> BTreeMap<String, StaticClientValues> {
    let hash = match &answers.secrets {
        SecretPlacement::Inline(secrets) => secrets.ci.as_ref(),
        SecretPlacement::Separate(_) => None,
        SecretPlacement::Existing(existing) => existing.ci.as_ref(),
    };
    let hash = hash.map(|ci| ci.hash.expose().to_owned());
    named(&answers.deployment, |id| StaticClientValues::service(id, hash))
}

/// Returns only the hash of CI's password.
pub(super) fn ci_hash(deployment: &Deployment, ci: Option<&CiPassword>) -> BTreeMap<String, StaticClientValues> {
    let Some(ci) = ci else {
        return BTreeMap::new();
    };
    named(deployment, |_| StaticClientValues::hash_only(ci.hash.expose().to_owned()))
}

/// Returns CI's client under its ID, with the internal server; otherwise it is not a client of flyteadmin.
fn named(
    deployment: &Deployment,
    client: impl FnOnce(&str) -> StaticClientValues,
) -> BTreeMap<String, StaticClientValues> {
    let ci = deployment.ci.as_ref().filter(|_| deployment.internal().is_some());
    ci.map(|ci| (ci.id.to_string(), client(ci.id.as_str()))).into_iter().collect()
}
