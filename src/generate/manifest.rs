//! The Secrets that are made elsewhere, as a manifest to fill in.

use serde::Serialize;

use super::GenerateError;
use super::plan::PlannedFile;
use super::values::core::OIDC_KEY;
use crate::answers::{Answers, SecretNames, Secrets};
use crate::deployment::{Server, Topology};
use crate::template;

/// The file.
pub(super) const NAME: &str = "secrets-manifest.yaml";

#[derive(Serialize)]
struct Manifest {
    secrets: Vec<SecretToMake>,
}

/// A Secret to make elsewhere.
#[derive(Debug, Serialize)]
struct SecretToMake {
    name: String,
    namespace: String,
    remark: String,
    entries: Vec<SecretEntry>,
}

#[derive(Debug, Serialize)]
struct SecretEntry {
    key: &'static str,
    placeholder: String,
}

/// The Secrets that the values refer to, to be filled in.
pub(super) fn manifest(answers: &Answers) -> Result<PlannedFile, GenerateError> {
    let propeller = SecretEntry {
        key: "client_secret",
        placeholder: match &answers.deployment.server {
            Server::Internal => {
                "<flytepropeller's password, whose hash is in the values>".to_owned()
            }
            Server::External(_) => {
                format!("<secret of the client {}>", answers.deployment.propeller.id)
            }
        },
    };
    let oidc = SecretEntry {
        key: OIDC_KEY,
        placeholder: format!("<secret of the client {}>", answers.deployment.login.client),
    };
    let namespace = answers.deployment.namespace.to_string();
    let split = matches!(answers.deployment.topology, Topology::Split { .. });
    let secrets = match &answers.secrets {
        Secrets::Existing(existing) => match &existing.names {
            SecretNames::Binary { clients } => vec![SecretToMake {
                name: clients.to_string(),
                namespace,
                remark: "Read by Flyte's one process.".to_owned(),
                entries: vec![propeller, oidc],
            }],
            SecretNames::Core {
                propeller: name,
                oidc: oidc_name,
            } => vec![
                SecretToMake {
                    name: oidc_name.to_string(),
                    namespace: namespace.clone(),
                    remark: if split {
                        "Read by flyteadmin: make it in the control plane's cluster.".to_owned()
                    } else {
                        "Read by flyteadmin.".to_owned()
                    },
                    entries: vec![oidc],
                },
                SecretToMake {
                    name: name.to_string(),
                    namespace,
                    remark: if split {
                        "Read by flytepropeller and flytescheduler: make it in every cluster."
                            .to_owned()
                    } else {
                        "Read by flytepropeller and flytescheduler.".to_owned()
                    },
                    entries: vec![propeller],
                },
            ],
        },
        Secrets::Inline(_) | Secrets::Separate(_) => Vec::new(),
    };
    let text = template::yaml("secrets-manifest", &Manifest { secrets })
        .map_err(|source| GenerateError::Render { file: NAME, source })?;
    Ok(PlannedFile {
        name: NAME,
        hidden: text.clone(),
        text,
        private: true,
        release: None,
    })
}
