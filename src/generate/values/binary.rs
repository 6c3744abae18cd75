//! Values for flyte-binary.

use serde::Serialize;
use std::collections::BTreeMap;

use super::flyte_config::{AdminClient, ExternalAuthServer, FlyteClient, Security, insecure_cookies, login_scopes};
use super::static_clients::{self, StaticClientValues, StaticClientsValues};
use crate::answers::{Answers, PropellerSecret, SecretNames, SecretPlacement, SecretTexts};
use crate::chart::BINARY_HTTP_PORT;
use crate::deployment::{Deployment, Server};
use crate::yaml;

/// A values file for flyte-binary.
#[derive(Debug, Serialize)]
pub(in crate::generate) struct BinaryValues {
    configuration: Configuration,
}

#[derive(Debug, Serialize)]
struct Configuration {
    auth: BinaryAuth,
    #[serde(skip_serializing_if = "Option::is_none")]
    inline: Option<Inline>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct BinaryAuth {
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enable_auth_server: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorized_uris: Option<Vec<String>>,
    oidc: BinaryOidc,
    #[serde(skip_serializing_if = "Internal::is_empty")]
    internal: Internal,
    #[serde(skip_serializing_if = "Option::is_none")]
    flyte_client: Option<FlyteClient>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secrets_external_secret_ref: Option<String>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct BinaryOidc {
    #[serde(skip_serializing_if = "Option::is_none")]
    base_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Internal {
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret_hash: Option<String>,
}

#[derive(Debug, Serialize)]
struct Inline {
    #[serde(skip_serializing_if = "Option::is_none")]
    admin: Option<AdminClient>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auth: Option<InlineAuth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    server: Option<InlineServer>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct InlineAuth {
    #[serde(skip_serializing_if = "Option::is_none")]
    app_auth: Option<BinaryAppAuth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_auth: Option<BinaryUserAuth>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BinaryAppAuth {
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_server_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_auth_server: Option<ExternalAuthServer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    self_auth_server: Option<BinarySelfAuthServer>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BinarySelfAuthServer {
    static_clients: StaticClientsValues,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BinaryUserAuth {
    open_id: BinaryOpenId,
}

#[derive(Debug, Serialize)]
struct BinaryOpenId {
    scopes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct InlineServer {
    security: Security,
}

impl Internal {
    fn is_empty(&self) -> bool {
        self.client_id.is_none()
            && self.audience.is_none()
            && self.client_secret.is_none()
            && self.client_secret_hash.is_none()
    }

    fn of(secrets: &SecretTexts) -> Self {
        match &secrets.propeller {
            PropellerSecret::Password { password, hash } => Self {
                client_secret: Some(password.expose().to_owned()),
                client_secret_hash: Some(hash.expose().to_owned()),
                ..Self::default()
            },
            PropellerSecret::Client(secret) => {
                Self { client_secret: Some(secret.expose().to_owned()), ..Self::default() }
            }
        }
    }
}

/// Returns the whole file, with the secrets if they are inline.
pub(in crate::generate) fn values(answers: &Answers) -> BinaryValues {
    let mut internal = Internal::default();
    let mut client_secret = None;
    let mut secret_ref = None;
    match &answers.secrets {
        SecretPlacement::Inline(secrets) => {
            internal = Internal::of(secrets);
            client_secret = Some(secrets.web.expose().to_owned());
        }
        SecretPlacement::Separate(_) => {}
        SecretPlacement::Existing(existing) => {
            internal.client_secret_hash = existing.hash.as_ref().map(|hash| hash.expose().to_owned());
            if let SecretNames::Binary { clients } = &existing.names {
                secret_ref = Some(clients.to_string());
            }
        }
    }
    let mut admin = AdminClient::of(answers);
    if answers.deployment.external().is_some() {
        internal.client_id = Some(answers.deployment.propeller.id.to_string());
        internal.audience = admin.audience.take();
        bare_again(&internal, &mut admin);
    }
    BinaryValues {
        configuration: Configuration {
            auth: BinaryAuth {
                enabled: Some(true),
                enable_auth_server: matches!(answers.deployment.server, Server::External(_)).then_some(false),
                authorized_uris: Some(authorized_uris(answers)),
                oidc: BinaryOidc {
                    base_url: Some(answers.deployment.login.issuer.to_string()),
                    client_id: Some(answers.deployment.login.client.to_string()),
                    client_secret,
                },
                internal,
                // The chart's default is only `[all]`: without `offline`, flyteadmin issues no refresh tokens.
                flyte_client: Some(FlyteClient::of(&answers.deployment)),
                client_secrets_external_secret_ref: secret_ref,
            },
            inline: Some(Inline {
                admin: Some(admin),
                auth: inline_auth(answers),
                server: insecure_cookies(&answers.deployment.url, answers.deployment.version).map(|insecure| {
                    InlineServer {
                        security: Security { insecure_cookie_header: Some(insecure), ..Security::default() },
                    }
                }),
            }),
        },
    }
}

/// Returns the file with only the secrets.
pub(in crate::generate) fn secrets(deployment: &Deployment, secrets: &SecretTexts) -> BinaryValues {
    let ci = with_ci(static_clients::ci_hash(deployment, secrets.ci.as_ref()));
    BinaryValues {
        configuration: Configuration {
            auth: BinaryAuth {
                oidc: BinaryOidc { client_secret: Some(secrets.web.expose().to_owned()), ..BinaryOidc::default() },
                internal: Internal::of(secrets),
                ..BinaryAuth::default()
            },
            inline: ci.map(|app_auth| Inline {
                admin: None,
                auth: Some(InlineAuth { app_auth: Some(app_auth), user_auth: None }),
                server: None,
            }),
        },
    }
}

/// Repeats the ID and the audience in `inline` if they are not read as text without quotes, as `000-core.yaml` writes
/// them (`configmap.yaml`, v1.16.8): `inline` is merged later and quotes them.
fn bare_again(internal: &Internal, admin: &mut AdminClient) {
    let not_bare = |text: &Option<String>| text.clone().filter(|text| !yaml::stays_text(text));
    admin.client_id = not_bare(&internal.client_id);
    admin.audience = not_bare(&internal.audience);
}

/// Returns the authorized URIs. flytepropeller calls flyteadmin at `localhost:8089`; a local public URL has that host
/// name and would be selected for it, with a port at which nothing in the pod listens. The last entry with the same
/// host takes precedence (`GetPublicURL`).
fn authorized_uris(answers: &Answers) -> Vec<String> {
    let mut uris = vec![answers.deployment.url.to_string()];
    if answers.deployment.url.is_local() {
        uris.push(format!("http://localhost:{BINARY_HTTP_PORT}"));
    }
    uris
}

fn inline_auth(answers: &Answers) -> Option<InlineAuth> {
    let app_auth = match &answers.deployment.server {
        Server::Internal(_) => with_ci(static_clients::ci(answers)),
        Server::External(server) => Some(BinaryAppAuth {
            auth_server_type: Some("External"),
            external_auth_server: Some(ExternalAuthServer::of(server)),
            self_auth_server: None,
        }),
    };
    let user_auth = login_scopes(answers).map(|scopes| BinaryUserAuth { open_id: BinaryOpenId { scopes } });
    (app_auth.is_some() || user_auth.is_some()).then_some(InlineAuth { app_auth, user_auth })
}

/// Returns CI's client, to be merged with those of the chart: `inline` is merged before flyteadmin reads the map
/// (`flytestdlib/config/viper`, v1.16.8).
fn with_ci(ci: BTreeMap<String, StaticClientValues>) -> Option<BinaryAppAuth> {
    if ci.is_empty() {
        return None;
    }
    Some(BinaryAppAuth {
        auth_server_type: None,
        external_auth_server: None,
        self_auth_server: Some(BinarySelfAuthServer {
            static_clients: StaticClientsValues { flytepropeller: None, flytectl: None, flyte_cli: None, ci },
        }),
    })
}
