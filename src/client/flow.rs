//! How a client gets its token.

use crate::cli::Help;
use crate::deployment::{Deployment, ServiceClient};
use crate::flyte::config::AuthType;
use crate::idp::ClientId;

/// The flows. Source: `flyteidl/clients/go/admin/authtype_enumer.go` at v1.16.8; flytekit takes the same names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flow {
    /// A person with a browser.
    Pkce,
    /// A service, or CI: client credentials.
    ClientSecret {
        /// Another client than that of flytepropeller.
        client: Option<ClientId>,
        /// Where its secret is.
        secret: SecretPlace,
    },
    /// A person without a browser on that machine.
    DeviceFlow,
    /// A program that prints a token.
    ExternalCommand(Vec<String>),
}

/// Where a client's secret is. Never the secret itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretPlace {
    /// In a file.
    File(String),
    /// In an environment variable.
    Env(String),
}

/// Why there is no configuration for a client.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The internal server has no such endpoint.
    #[error(
        "the device flow does not work here: flyteadmin, which issues the tokens itself, has no device endpoint"
    )]
    NoDeviceFlow,
    /// The values do not say which client services use.
    #[error("the values do not say with which client a service logs in")]
    NoServiceClient,
    /// A program was not named.
    #[error("which program prints the token was not said")]
    NoCommand,
}

impl Help for ClientError {
    fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoDeviceFlow => {
                "use `--flow client-secret` on machines without a browser, or an external authorization server".to_owned()
            }
            Self::NoServiceClient => {
                "name it with `--client-id`, or give the values of the data plane, too".to_owned()
            }
            Self::NoCommand => "name it: `--command get-token --command --quiet`".to_owned(),
        })
    }
}

impl Flow {
    /// What `authType` is called.
    pub const fn auth_type(&self) -> AuthType {
        match self {
            Self::Pkce => AuthType::Pkce,
            Self::ClientSecret { .. } => AuthType::ClientSecret,
            Self::DeviceFlow => AuthType::DeviceFlow,
            Self::ExternalCommand(_) => AuthType::ExternalCommand,
        }
    }

    /// Whether it works with a deployment.
    pub fn check(&self, deployment: &Deployment) -> Result<(), ClientError> {
        match self {
            Self::DeviceFlow if deployment.external().is_none() => Err(ClientError::NoDeviceFlow),
            Self::ExternalCommand(command) if command.is_empty() => Err(ClientError::NoCommand),
            _ => Ok(()),
        }
    }
}

/// The client that a service logs in with: that of flytepropeller, or another one that asks for the same.
pub(super) fn service(
    deployment: &Deployment,
    client: Option<&ClientId>,
) -> Result<ServiceClient, ClientError> {
    let known = deployment.propeller.clone();
    match client {
        Some(id) => Ok(ServiceClient {
            id: id.clone(),
            ..known
        }),
        None if known.id.is_placeholder() => Err(ClientError::NoServiceClient),
        None => Ok(known),
    }
}
