//! Values for flyte-core.

mod credentials;
mod shape;

use serde::Serialize;

use super::flyte_config::{AdminClient, ExternalAuthServer, FlyteClient, Security, insecure_cookies, login_scopes};
use super::static_clients::{self, StaticClientValues, StaticClientsValues};
use crate::answers::{Answers, SecretNames, SecretPlacement, SecretTexts};
use crate::chart::CORE_URL;
use crate::chart::escape_tpl;
use crate::deployment::{Deployment, Server, Topology};
use crate::flyte::{BuiltInClient, OIDC_KEY};

use credentials::{CoreSecrets, propeller_hash};
use shape::{
    AdminFile, AdminSecrets, AdminServer, Component, ConfigMap, CoreAppAuth, CoreAuth, CoreOpenId, CoreSelfAuthServer,
    CoreServiceAccount, CoreUserAuth, FlyteAdmin, SecretVolume, ServerSection, ThirdParty, Volume, VolumeMount,
};

/// The folder at which flyteadmin reads the OIDC secret from a Secret managed outside the chart. It is not below
/// `/etc/secrets`, where the chart itself mounts a volume.
const OIDC_FOLDER: &str = "/etc/flyte-oidc";

/// A values file for flyte-core.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::generate) struct CoreValues {
    #[serde(skip_serializing_if = "Option::is_none")]
    flytepropeller: Option<Component>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flyteadmin: Option<FlyteAdmin>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "cluster_resource_manager")]
    cluster_resource_manager: Option<Component>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "workflow_scheduler")]
    workflow_scheduler: Option<Component>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datacatalog: Option<Component>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flyteconsole: Option<Component>,
    #[serde(skip_serializing_if = "Option::is_none")]
    configmap: Option<ConfigMap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secrets: Option<CoreSecrets>,
}

/// Returns the file of the cluster with flyteadmin.
pub(in crate::generate) fn values(answers: &Answers) -> CoreValues {
    let split = matches!(answers.deployment.topology, Topology::Split { .. });
    let (flyteadmin, secret_file) = flyteadmin(answers);
    CoreValues {
        flytepropeller: split.then_some(Component { enabled: false }),
        flyteadmin,
        configmap: Some(ConfigMap {
            admin: Some(AdminFile { admin: AdminClient::of(answers) }),
            admin_server: Some(AdminServer {
                server: Some(ServerSection {
                    security: Security {
                        use_auth: Some(true),
                        insecure_cookie_header: insecure_cookies(&answers.deployment.url, answers.deployment.version),
                        // The chart's default is `*`, which is insecure for a server that accepts cookies.
                        allowed_origins: Some(vec![answers.deployment.url.to_string()]),
                    },
                }),
                auth: CoreAuth {
                    // Components in the cluster call `flyteadmin:81`; with the second entry they do not use the public
                    // URL.
                    authorized_uris: Some(vec![answers.deployment.url.to_string(), CORE_URL.to_owned()]),
                    user_auth: Some(CoreUserAuth {
                        open_id: CoreOpenId {
                            base_url: answers.deployment.login.issuer.to_string(),
                            client_id: answers.deployment.login.client.to_string(),
                            scopes: login_scopes(answers),
                            client_secret_file: secret_file,
                        },
                    }),
                    app_auth: app_auth(answers),
                },
            }),
        }),
        secrets: CoreSecrets::of(answers),
        ..CoreValues::default()
    }
}

/// Returns the file of a cluster with only flytepropeller.
pub(in crate::generate) fn data_plane(answers: &Answers) -> CoreValues {
    let off = || Some(Component { enabled: false });
    CoreValues {
        flyteadmin: Some(FlyteAdmin {
            enabled: Some(false),
            // flyteadmin in the other cluster uses this account's token here.
            service_account: Some(CoreServiceAccount { always_create: true }),
            ..FlyteAdmin::default()
        }),
        cluster_resource_manager: off(),
        workflow_scheduler: off(),
        datacatalog: off(),
        flyteconsole: off(),
        configmap: Some(ConfigMap {
            admin: Some(AdminFile { admin: AdminClient::from_data_plane(answers) }),
            admin_server: None,
        }),
        secrets: CoreSecrets::of(answers),
        ..CoreValues::default()
    }
}

/// Returns the file with only the secrets, of the cluster with flyteadmin.
pub(in crate::generate) fn secrets(deployment: &Deployment, secrets: &SecretTexts) -> CoreValues {
    let hash = propeller_hash(secrets).map(|hash| AdminServer {
        server: None,
        auth: CoreAuth {
            app_auth: CoreAppAuth {
                self_auth_server: Some(CoreSelfAuthServer {
                    static_clients: StaticClientsValues {
                        flytepropeller: Some(StaticClientValues::hash_only(hash)),
                        flytectl: None,
                        flyte_cli: None,
                        ci: static_clients::ci_hash(deployment, secrets.ci.as_ref()),
                    },
                }),
                ..CoreAppAuth::default()
            },
            ..CoreAuth::default()
        },
    });
    CoreValues {
        flyteadmin: Some(FlyteAdmin {
            secrets: Some(AdminSecrets { oidc_client_secret: escape_tpl(secrets.web.expose()) }),
            ..FlyteAdmin::default()
        }),
        configmap: hash.map(|server| ConfigMap { admin_server: Some(server), ..ConfigMap::default() }),
        secrets: Some(CoreSecrets::texts(secrets)),
        ..CoreValues::default()
    }
}

/// Returns the file with only the secrets, of a cluster with only flytepropeller: without the web client's.
pub(in crate::generate) fn data_plane_secrets(secrets: &SecretTexts) -> CoreValues {
    CoreValues { secrets: Some(CoreSecrets::texts(secrets)), ..CoreValues::default() }
}

/// Returns flyteadmin's own values, and the file of the OIDC secret if it is not the chart's.
fn flyteadmin(answers: &Answers) -> (Option<FlyteAdmin>, Option<String>) {
    match &answers.secrets {
        SecretPlacement::Inline(secrets) => (
            Some(FlyteAdmin {
                secrets: Some(AdminSecrets { oidc_client_secret: escape_tpl(secrets.web.expose()) }),
                ..FlyteAdmin::default()
            }),
            None,
        ),
        SecretPlacement::Existing(existing) => match &existing.names {
            SecretNames::Core { oidc, .. } => (
                Some(FlyteAdmin {
                    additional_volumes: Some(vec![Volume {
                        name: "flyte-oidc",
                        secret: SecretVolume { secret_name: oidc.to_string() },
                    }]),
                    additional_volume_mounts: Some(vec![VolumeMount {
                        name: "flyte-oidc",
                        mount_path: OIDC_FOLDER,
                        read_only: true,
                    }]),
                    ..FlyteAdmin::default()
                }),
                Some(format!("{OIDC_FOLDER}/{OIDC_KEY}")),
            ),
            SecretNames::Binary { .. } => (None, None),
        },
        SecretPlacement::Separate(_) => (None, None),
    }
}

fn app_auth(answers: &Answers) -> CoreAppAuth {
    match &answers.deployment.server {
        Server::External(server) => CoreAppAuth {
            auth_server_type: Some("External"),
            external_auth_server: Some(ExternalAuthServer::of(server)),
            third_party_config: Some(ThirdParty { flyte_client: FlyteClient::of(&answers.deployment) }),
            self_auth_server: None,
        },
        Server::Internal(_) => {
            let hash = match &answers.secrets {
                SecretPlacement::Inline(secrets) => propeller_hash(secrets),
                SecretPlacement::Separate(_) => None,
                SecretPlacement::Existing(existing) => existing.hash.as_ref().map(|hash| hash.expose().to_owned()),
            };
            CoreAppAuth {
                self_auth_server: Some(CoreSelfAuthServer {
                    static_clients: StaticClientsValues {
                        flytepropeller: Some(StaticClientValues::built_in(BuiltInClient::FLYTEPROPELLER, hash)),
                        flytectl: Some(StaticClientValues::built_in(BuiltInClient::FLYTECTL, None)),
                        flyte_cli: Some(StaticClientValues::built_in(BuiltInClient::FLYTE_CLI, None)),
                        ci: static_clients::ci(answers),
                    },
                }),
                ..CoreAppAuth::default()
            }
        }
    }
}
