//! How a client gets its token.

use super::{Deployment, ServiceClient};
use crate::cli::Help;
use crate::flyte::config::AuthType;

/// The flows. Source: `flyteidl/clients/go/admin/authtype_enumer.go` at v1.16.8; flytekit takes the same names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flow {
    /// A person with a browser.
    Pkce,
    /// A service, or CI: client credentials.
    ClientSecret {
        /// Another client than that of flytepropeller.
        client: Option<String>,
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
    /// Neither answers nor values were given.
    #[error("which deployment the client is for was not said")]
    NoDeployment,
    /// There is no flyteadmin in these values.
    #[error("these values have no flyteadmin, so they do not say where clients find one")]
    NoServer,
    /// No authorized URI.
    #[error("the values list no authorized URI, so nobody knows Flyte's address")]
    NoUrl,
    /// An authorized URI that is none.
    #[error("the first authorized URI cannot be Flyte's address: {0}")]
    Url(String),
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
            Self::NoDeployment => {
                "give its values (`-f values.yaml`) or its answers file (`--answers FILE`)".to_owned()
            }
            Self::NoServer => "give the values of the control plane, too".to_owned(),
            Self::NoUrl | Self::Url(_) => {
                "put the public URL first in `authorizedUris`; `flyte-auth lint` says how".to_owned()
            }
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
            Self::DeviceFlow if deployment.external.is_none() => Err(ClientError::NoDeviceFlow),
            Self::ExternalCommand(command) if command.is_empty() => Err(ClientError::NoCommand),
            _ => Ok(()),
        }
    }
}

/// The client that a service logs in with: that of flytepropeller, or another one that asks for the same.
pub(super) fn service(
    deployment: &Deployment,
    client: Option<&str>,
) -> Result<ServiceClient, ClientError> {
    let known = deployment.service.clone();
    match (client, known) {
        (Some(id), known) => {
            let like = known.unwrap_or(ServiceClient {
                id: String::new(),
                scopes: vec![crate::idp::SCOPE_ALL.to_owned()],
                audience: String::new(),
            });
            Ok(ServiceClient {
                id: id.to_owned(),
                ..like
            })
        }
        (None, Some(known)) => Ok(known),
        (None, None) => Err(ClientError::NoServiceClient),
    }
}
