//! How a client gets its token.

use super::read::{PathForm, is_variable_name};
use crate::deployment::{Deployment, ServiceClient};
use crate::diagnostic::{Fault, near};
use crate::flyte::config::AuthType;
use crate::idp::ClientId;

/// The flows. Source: `flyteidl/clients/go/admin/authtype_enumer.go` at v1.16.8; flytekit takes the same names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::enum_variant_names, reason = "the names of flytectl and pyflyte")]
pub enum Flow {
    /// A person with a browser.
    Pkce,
    /// A service, or CI: client credentials.
    ClientSecret {
        /// Another client than the deployment's for services.
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
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ClientError {
    /// The internal server has no such endpoint.
    #[error("the device flow does not work here: flyteadmin, which issues the tokens itself, has no device endpoint")]
    #[diagnostic(help(
        "on a machine without a browser, connect with `ssh -L 53593:localhost:53593 HOST`, run flytectl there and \
        open the URL that it prints on your own machine; for services, use `--flow client-secret`"
    ))]
    NoDeviceFlow,
    /// Something is still to fill in where Flyte is.
    #[error("{}", .0.message())]
    #[diagnostic(transparent)]
    Url(Fault),
    /// The values do not say which client services use.
    #[error("the values do not name the client of services")]
    #[diagnostic(help("pass `--client-id`, or the values of the data plane, too"))]
    NoServiceClient,
    /// The id of CI's client is still to be answered.
    #[error("the ID of CI's client is not known yet")]
    #[diagnostic(help("register it as `flyte-auth guide --ci` shows, then pass `--ci-client-id ID`"))]
    NoCiClient,
    /// A client without a secret, for client credentials.
    #[error(
        "`{id}` is the public client of flytectl and pyflyte: it has no secret, so a service gets no token with it"
    )]
    #[diagnostic(help("pass a confidential client for the service, or omit `--client-id` to use the deployment's"))]
    PublicClient { id: ClientId },
    /// The console's client, for client credentials.
    #[error(
        "`{id}` is the web client: it gets no token with client credentials, and its secret belongs to the console"
    )]
    #[diagnostic(help(
        "use a separate client for the service: `flyte-auth guide --ci` shows how to register one, `flyte-auth \
        generate --into FILE --ci-client-id ID` adds one to flyteadmin"
    ))]
    ConsoleClient { id: ClientId },
    /// A client that flyteadmin does not have.
    #[error("flyteadmin has no client `{id}`, only these clients for services: {}", listed(known))]
    #[diagnostic(help("{}", other_client(suggestion.as_ref())))]
    UnknownClient {
        id: ClientId,
        /// Those that it has.
        known: Vec<ClientId>,
        /// The one that is probably meant.
        suggestion: Option<ClientId>,
    },
    /// A static client that gets no tokens as a service.
    #[error("`{id}` is a static client of flyteadmin without the grant `client_credentials`")]
    #[diagnostic(help(
        "use a separate client for the service: `flyte-auth generate --into FILE --ci-client-id ID` adds one"
    ))]
    NotForServices { id: ClientId },
    /// A variable that cannot be one. What was given may be the secret itself, so it is not repeated.
    #[error("the value of `--secret-env` is not the name of an environment variable")]
    #[diagnostic(help("use letters, digits and `_`, without `$`; do not pass the secret itself"))]
    NoVariable,
    /// `~/…`
    #[error("`--secret-file` starts with `~`, which flytectl and pyflyte do not expand")]
    #[diagnostic(help("pass the absolute path on the machine where the configuration is used"))]
    HomePath,
    /// A path that depends on where a tool is called.
    #[error("`--secret-file` is relative, so the file depends on the working directory")]
    #[diagnostic(help("pass the absolute path on the machine where the configuration is used"))]
    RelativePath,
    /// A program was not named.
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
            Self::ExternalCommand(command) if command.first().is_none_or(String::is_empty) => {
                Err(ClientError::NoCommand)
            }
            Self::ClientSecret { secret, .. } => secret.check(),
            _ => Ok(()),
        }
    }
}

impl SecretPlace {
    /// Whether both tools find it; the rules `client-path-is-not-absolute` and `invalid-client-secret-env-var` ask the
    /// same.
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

/// The client that a service logs in with: the deployment's for services, or another one that asks for the same.
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

/// Whether a service can get a token with a client, as far as that is known.
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
    if deployment.is_consoles_alone(id) {
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

/// Ids in a sentence.
fn listed(ids: &[ClientId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    match ids.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "none".to_owned(),
    }
}
