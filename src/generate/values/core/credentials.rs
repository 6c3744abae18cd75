//! The credentials of flytepropeller and flytescheduler.

use serde::Serialize;

use crate::answers::{Answers, PropellerSecret, SecretNames, SecretPlacement, SecretTexts};
use crate::chart::{DEFAULT_PROPELLER_SECRET, escape_tpl};

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CoreSecrets {
    admin_oauth_client_credentials: Credentials,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Credentials {
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<ClientSecret>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_name: Option<String>,
}

/// flytepropeller's secret, or the value for a Secret managed outside the chart.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ClientSecret {
    /// `null`: the chart mounts a Secret without creating it (≥ v1.12.0).
    MadeElsewhere,
    Text(String),
}

impl CoreSecrets {
    /// Returns the credentials; `None` if they are the chart's defaults: with separate secrets, the internal server's
    /// ID is.
    pub(super) fn of(answers: &Answers) -> Option<Self> {
        let deployment = &answers.deployment;
        let client_id = deployment.external().map(|_| deployment.propeller.id.to_string());
        let mut credentials = Credentials { client_id, ..Credentials::default() };
        match &answers.secrets {
            SecretPlacement::Inline(secrets) => {
                credentials.client_secret = Some(ClientSecret::Text(propeller_secret(secrets)));
            }
            SecretPlacement::Separate(_) if credentials.client_id.is_none() => return None,
            SecretPlacement::Separate(_) => {}
            SecretPlacement::Existing(existing) => {
                credentials.client_secret = Some(ClientSecret::MadeElsewhere);
                if let SecretNames::Core { propeller, .. } = &existing.names {
                    credentials.secret_name =
                        Some(propeller.to_string()).filter(|name| name != DEFAULT_PROPELLER_SECRET);
                }
            }
        }
        Some(Self { admin_oauth_client_credentials: credentials })
    }

    pub(super) fn texts(secrets: &SecretTexts) -> Self {
        Self {
            admin_oauth_client_credentials: Credentials {
                client_secret: Some(ClientSecret::Text(propeller_secret(secrets))),
                ..Credentials::default()
            },
        }
    }
}

/// Returns flytepropeller's secret, escaped for the chart's `tpl` (`common/secret-auth.yaml`, v1.16.8).
fn propeller_secret(secrets: &SecretTexts) -> String {
    match &secrets.propeller {
        PropellerSecret::Password { password, .. } => escape_tpl(password.expose()),
        PropellerSecret::Client(secret) => escape_tpl(secret.expose()),
    }
}

/// Returns the hash of flytepropeller's password, with the internal server.
pub(super) fn propeller_hash(secrets: &SecretTexts) -> Option<String> {
    match &secrets.propeller {
        PropellerSecret::Password { hash, .. } => Some(hash.expose().to_owned()),
        PropellerSecret::Client(_) => None,
    }
}
