//! The clients of the internal server.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::answers::{Answers, CiPassword, SecretPlacement};
use crate::deployment::Deployment;
use crate::flyte::BuiltInClient;

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
    redirect_uris: Option<&'static [&'static str]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grant_types: Option<&'static [&'static str]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_types: Option<&'static [&'static str]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<&'static [&'static str]>,
}

impl StaticClientValues {
    /// Returns only the hash, to be merged with the rest from another file.
    pub(super) fn hash_only(hash: String) -> Self {
        Self { client_secret: Some(hash), ..Self::default() }
    }

    /// Returns a client as built into flyteadmin, with its hash if it has one and that is in the same file.
    pub(super) fn built_in(client: BuiltInClient, hash: Option<String>) -> Self {
        Self {
            id: Some(client.id.to_owned()),
            client_secret: hash,
            redirect_uris: Some(client.redirect_uris),
            grant_types: Some(client.grant_types),
            response_types: Some(client.response_types),
            scopes: Some(client.scopes),
            public: Some(client.is_public),
        }
    }

    /// Returns a service's client: like flytepropeller's, without the settings for a user's login.
    fn service(id: &str, hash: Option<String>) -> Self {
        Self {
            id: Some(id.to_owned()),
            redirect_uris: None,
            grant_types: Some(&["client_credentials"]),
            ..Self::built_in(BuiltInClient::FLYTEPROPELLER, hash)
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
