//! The flows that clients get tokens with.

use super::read::{PathForm, is_variable_name};
use crate::deployment::{Deployment, ServiceClient};
use crate::diagnostic::{Fault, near};
use crate::flyte::config::AuthType;
use crate::idp::ClientId;

/// A flow of flytectl and pyflyte. Source: `flyteidl/clients/go/admin/authtype_enumer.go` at v1.16.8; flytekit has the
/// same names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::enum_variant_names, reason = "the names of flytectl and pyflyte")]
pub enum Flow {
    /// A user with a browser.
    Pkce,
    /// A service or CI: client credentials.
    ClientSecret {
        /// The client, if it isn't the deployment's service client.
        client: Option<ClientId>,
        secret: SecretPlace,
    },
    /// A user on a machine without a browser.
    DeviceFlow,
    /// A program that prints a token.
    ExternalCommand(Vec<String>),
}

/// The place that a client's secret is read from. Never holds the secret itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretPlace {
    File(String),
    Env(String),
}

/// The reasons why a client configuration cannot be written.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ClientError {
    /// The internal authorization server doesn't support the device flow.
    #[error("the device flow does not work here: flyteadmin, which issues the tokens itself, has no device endpoint")]
    #[diagnostic(help(
        "on a machine without a browser, connect with `ssh -L 53593:localhost:53593 HOST`, run flytectl there and \
        open the URL that it prints on your own machine; for services, use `--flow client-secret`"
    ))]
    NoDeviceFlow,
    /// The deployment's URL is not known yet.
    #[error("{}", .0.message())]
    #[diagnostic(transparent)]
    Url(Fault),
    /// The values don't name the service client.
    #[error("the values do not name the client of services")]
    #[diagnostic(help("pass `--client-id`, or the values of the data plane, too"))]
    NoServiceClient,
    /// The answers don't contain the ID of CI's client yet.
    #[error("the ID of CI's client is not known yet")]
    #[diagnostic(help("register it as `flyte-auth guide --ci` shows, then pass `--ci-client-id ID`"))]
    NoCiClient,
    /// A public client, which has no secret, was given for client credentials.
    #[error(
        "`{id}` is the public client of flytectl and pyflyte: it has no secret, so a service gets no token with it"
    )]
    #[diagnostic(help("pass a confidential client for the service, or omit `--client-id` to use the deployment's"))]
    PublicClient { id: ClientId },
    /// The console's client was given for client credentials.
    #[error(
        "`{id}` is the web client: it gets no token with client credentials, and its secret belongs to the console"
    )]
    #[diagnostic(help(
        "use a separate client for the service: `flyte-auth guide --ci` shows how to register one, `flyte-auth \
        generate --into FILE --ci-client-id ID` adds one to flyteadmin"
    ))]
    ConsoleClient { id: ClientId },
    /// flyteadmin doesn't know the client.
    #[error("flyteadmin has no client `{id}`, only these clients for services: {}", listed(known))]
    #[diagnostic(help("{}", other_client(suggestion.as_ref())))]
    UnknownClient {
        id: ClientId,
        /// The clients that flyteadmin knows.
        known: Vec<ClientId>,
        /// The most similar known client.
        suggestion: Option<ClientId>,
    },
    /// The static client may not use client credentials.
    #[error("`{id}` is a static client of flyteadmin without the grant `client_credentials`")]
    #[diagnostic(help(
        "use a separate client for the service: `flyte-auth generate --into FILE --ci-client-id ID` adds one"
    ))]
    NotForServices { id: ClientId },
    /// The name of the environment variable is invalid. It isn't repeated, because it may be the secret itself.
    #[error("the value of `--secret-env` is not the name of an environment variable")]
    #[diagnostic(help("use letters, digits and `_`, without `$`; do not pass the secret itself"))]
    NoVariable,
    /// The path begins with `~`.
    #[error("`--secret-file` starts with `~`, which flytectl and pyflyte do not expand")]
    #[diagnostic(help("pass the absolute path on the machine where the configuration is used"))]
    HomePath,
    /// The path is relative.
    #[error("`--secret-file` is relative, so the file depends on the working directory")]
    #[diagnostic(help("pass the absolute path on the machine where the configuration is used"))]
    RelativePath,
    /// The command is empty.
    #[diagnostic(help("pass it: `--command get-token --command --quiet`"))]
    #[error("no program given")]
    NoCommand,
}

fn other_client(suggestion: Option<&ClientId>) -> String {
    suggestion.map_or_else(
        || "add it to the values first: `flyte-auth generate --into FILE --ci-client-id ID`".to_owned(),
        |suggestion| format!("did you mean `{suggestion}`?"),
    )
}

impl Flow {
    /// Returns the flow as a value of `authType`.
    pub const fn auth_type(&self) -> AuthType {
        match self {
            Self::Pkce => AuthType::Pkce,
            Self::ClientSecret { .. } => AuthType::ClientSecret,
            Self::DeviceFlow => AuthType::DeviceFlow,
            Self::ExternalCommand(_) => AuthType::ExternalCommand,
        }
    }

    /// Fails if the flow doesn't work with a deployment.
    pub fn check(&self, deployment: &Deployment) -> Result<(), ClientError> {
        match self {
            Self::DeviceFlow if deployment.external().is_none() => Err(ClientError::NoDeviceFlow),
            Self::ExternalCommand(command) if command.first().is_none_or(String::is_empty) => {
                Err(ClientError::NoCommand)
            }
            Self::ClientSecret { secret, .. } => secret.check(),
            _ => Ok(()),
        }
    }
}

impl SecretPlace {
    /// Fails if one of the tools wouldn't find the secret. The rules `client-path-is-not-absolute` and
    /// `invalid-client-secret-env-var` check the same.
    fn check(&self) -> Result<(), ClientError> {
        match self {
            Self::Env(name) if !is_variable_name(name) => Err(ClientError::NoVariable),
            Self::Env(_) => Ok(()),
            Self::File(path) => match PathForm::of(path) {
                PathForm::Absolute => Ok(()),
                PathForm::Home => Err(ClientError::HomePath),
                PathForm::Relative => Err(ClientError::RelativePath),
            },
        }
    }
}

/// Returns the client that a service logs in with: the deployment's service client, or another one with the same
/// scopes.
pub(super) fn service(deployment: &Deployment, client: Option<&ClientId>) -> Result<ServiceClient, ClientError> {
    let known = deployment.service().clone();
    match client {
        Some(id) => {
            check_service(deployment, id)?;
            Ok(ServiceClient { id: id.clone(), ..known })
        }
        None if !known.id.is_known() && deployment.ci.is_some() => Err(ClientError::NoCiClient),
        None if !known.id.is_known() => Err(ClientError::NoServiceClient),
        None => Ok(known),
    }
}

/// Fails if a service surely cannot get a token with a client.
fn check_service(deployment: &Deployment, id: &ClientId) -> Result<(), ClientError> {
    let own = id.clone();
    if deployment.has_no_secret(id) {
        return Err(ClientError::PublicClient { id: own });
    }
    if let Some(server) = deployment.internal() {
        match server.find(id) {
            Some(client) if client.is_service => return Ok(()),
            Some(_) => return Err(ClientError::NotForServices { id: own }),
            None => {}
        }
    }
    if deployment.is_for_console_only(id) {
        return Err(ClientError::ConsoleClient { id: own });
    }
    match deployment.internal() {
        Some(server) if server.is_all => {
            let known: Vec<ClientId> = server.services().cloned().collect();
            let suggestion = near(id.as_str(), known.iter().map(ClientId::as_str)).map(ClientId::as_found);
            Err(ClientError::UnknownClient { id: own, known, suggestion })
        }
        _ => Ok(()),
    }
}

/// Lists IDs in a sentence.
fn listed(ids: &[ClientId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    match ids.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "none".to_owned(),
    }
}
