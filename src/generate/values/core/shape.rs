//! The structs of the file's parts.

use serde::Serialize;

use super::super::flyte_config::{AdminClient, ExternalAuthServer, FlyteClient, Security};
use super::super::static_clients::StaticClientsValues;

/// The switch of a component.
#[derive(Debug, Serialize)]
pub(super) struct Component {
    pub(super) enabled: bool,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FlyteAdmin {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) service_account: Option<CoreServiceAccount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) secrets: Option<AdminSecrets>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_volumes: Option<Vec<Volume>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_volume_mounts: Option<Vec<VolumeMount>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CoreServiceAccount {
    pub(super) always_create: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct AdminSecrets {
    pub(super) oidc_client_secret: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Volume {
    pub(super) name: &'static str,
    pub(super) secret: SecretVolume,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SecretVolume {
    pub(super) secret_name: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VolumeMount {
    pub(super) name: &'static str,
    pub(super) mount_path: &'static str,
    pub(super) read_only: bool,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConfigMap {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) admin: Option<AdminFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) admin_server: Option<AdminServer>,
}

#[derive(Debug, Serialize)]
pub(super) struct AdminFile {
    pub(super) admin: AdminClient,
}

#[derive(Debug, Serialize)]
pub(super) struct AdminServer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) server: Option<ServerSection>,
    pub(super) auth: CoreAuth,
}

#[derive(Debug, Serialize)]
pub(super) struct ServerSection {
    pub(super) security: Security,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CoreAuth {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) authorized_uris: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user_auth: Option<CoreUserAuth>,
    pub(super) app_auth: CoreAppAuth,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CoreUserAuth {
    pub(super) open_id: CoreOpenId,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CoreOpenId {
    pub(super) base_url: String,
    pub(super) client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scopes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) client_secret_file: Option<String>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CoreAppAuth {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) auth_server_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) external_auth_server: Option<ExternalAuthServer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) third_party_config: Option<ThirdParty>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) self_auth_server: Option<CoreSelfAuthServer>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ThirdParty {
    pub(super) flyte_client: FlyteClient,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CoreSelfAuthServer {
    pub(super) static_clients: StaticClientsValues,
}
