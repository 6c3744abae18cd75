//! The part of Flyte's own configuration that both charts pass on: flyte-binary from `configuration.inline`, flyte-core
//! from `configmap.adminServer` and `configmap.admin`.

use serde::Serialize;

use super::texts;
use crate::answers::Answers;
use crate::chart::LOGIN_SCOPES;
use crate::deployment::{Deployment, ExternalServer, Topology};
use crate::flyte::{FlyteVersion, PublicUrl};
use crate::idp::METADATA_URL;

/// The address of flyteadmin for Flyte's components, and their token.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::generate) struct AdminClient {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insecure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    pub scopes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
}

/// flyteadmin's `server.security`.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::generate) struct Security {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_auth: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insecure_cookie_header: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_origins: Option<Vec<String>>,
}

/// flyteadmin's `auth.appAuth.externalAuthServer`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::generate) struct ExternalAuthServer {
    pub base_url: String,
    pub metadata_url: &'static str,
    pub allowed_audience: Vec<String>,
}

/// The configuration that flyteadmin sends to flytectl and pyflyte.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::generate) struct FlyteClient {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    pub scopes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
}

impl AdminClient {
    /// Returns the settings of flytepropeller and flytescheduler. Scopes are always set: without them, those published
    /// for flytectl would be used (`token_source_provider.go`, v1.16.8), which are user scopes.
    pub(in crate::generate) fn of(answers: &Answers) -> Self {
        let client = &answers.deployment.propeller;
        Self {
            scopes: texts(&client.scopes),
            audience: client.audience.as_ref().map(ToString::to_string),
            ..Self::default()
        }
    }

    /// Returns the settings in another cluster.
    pub(in crate::generate) fn from_data_plane(answers: &Answers) -> Self {
        let mut client = Self::of(answers);
        if let Topology::Split { endpoint } = &answers.deployment.topology {
            client.endpoint = Some(endpoint.as_str().to_owned());
            client.insecure = Some(false);
        }
        client
    }
}

impl ExternalAuthServer {
    pub(in crate::generate) fn of(server: &ExternalServer) -> Self {
        Self {
            base_url: server.issuer.to_string(),
            metadata_url: METADATA_URL,
            allowed_audience: server.audience.iter().map(ToString::to_string).collect(),
        }
    }
}

impl FlyteClient {
    /// Returns the configuration. With the internal server, the ID is the charts' default.
    pub(in crate::generate) fn of(deployment: &Deployment) -> Self {
        Self {
            client_id: deployment.external().map(|_| deployment.flytectl.id.to_string()),
            scopes: texts(&deployment.flytectl.scopes),
            audience: deployment.propeller.audience.as_ref().map(ToString::to_string),
        }
    }
}

/// Returns whether cookies must be allowed over plain HTTP, if the version supports it.
pub(in crate::generate) fn insecure_cookies(url: &PublicUrl, version: FlyteVersion) -> Option<bool> {
    (url.is_plain_http() && version >= FlyteVersion::SECURE_COOKIES).then_some(true)
}

/// Returns the login's scopes, if they differ from the charts' defaults.
pub(in crate::generate) fn login_scopes(answers: &Answers) -> Option<Vec<String>> {
    let scopes = texts(&answers.deployment.login.scopes);
    (scopes != LOGIN_SCOPES).then_some(scopes)
}
