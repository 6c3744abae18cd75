//! Derives a deployment from the effective model of its values.

use super::{
    CONSOLE, DataPlane, Deployment, Endpoint, ExternalServer, FLYTECTL, FLYTEPROPELLER, InternalServer, KubernetesName,
    Login, PublicClient, Server, ServiceClient, Topology,
};
use crate::chart::PROPELLER_CREDENTIALS_ID;
use crate::diagnostic::Fault;
use crate::flyte::config::{Admin, Auth, AuthServerType, AuthType, Traced};
use crate::flyte::run::{external_base_url, propeller_audience, propeller_scopes};
use crate::flyte::{PublicUrl, is_cluster_address};
use crate::go::GoUrl;
use crate::idp::{Audience, ClientId, IdpKind, Issuer, OAuthScope, SCOPE_ALL};
use crate::release::{Model, ProcessModel, ReleaseInfo};
use crate::text::{visible, visible_url};
use crate::values::{Kind, Origin, Value, is_placeholder};

/// The help of errors about the public URL.
const PUBLIC_URL_FIRST: &str = "put the public URL first in `authorizedUris`";

/// The reasons why values don't describe a login.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ValuesError {
    /// The values configure no flyteadmin.
    #[error("these values have no flyteadmin")]
    #[diagnostic(help("pass the values of the control plane; only `flyte-auth next` supports those of a data plane"))]
    NoServer,
    /// Authentication is disabled.
    #[error("authentication is disabled in these values")]
    #[diagnostic(help(
        "enable it with `flyte-auth init --into FILE`, or describe the planned setup with flags, see `--help`"
    ))]
    AuthOff,
    /// The values don't set `authorizedUris`.
    #[error("the values set no `authorizedUris`, so the public URL is unknown")]
    #[diagnostic(help("{PUBLIC_URL_FIRST}"))]
    NoUrl,
    /// `authorizedUris` are not texts, or depend on a running Helm.
    #[error("`authorizedUris` is not a list of URLs, so the public URL is unknown")]
    #[diagnostic(help("{PUBLIC_URL_FIRST}"))]
    UnknownUrl,
    /// The public URL in `authorizedUris` is invalid.
    #[error("`{place}` cannot be the public URL: {}", visible(fault.message()))]
    Url {
        /// `authorizedUris[1]`, or `authorizedUris` if it is a text.
        place: String,
        fault: Fault,
        #[help]
        help: Option<String>,
    },
    /// The name of the release or the namespace is invalid.
    #[error("{}", .0.message())]
    #[diagnostic(transparent)]
    Name(Fault),
}

/// Derives the deployment from a release's values. `idp` overrides the identity provider that the issuer suggests.
pub fn from_values(model: &Model, info: ReleaseInfo<'_>, idp: Option<IdpKind>) -> Result<Deployment, ValuesError> {
    let (release, namespace) = names(model, info)?;
    let server = model.server().ok_or(ValuesError::NoServer)?;
    if server.decoded.security.use_auth.get() == Some(&false) {
        return Err(ValuesError::AuthOff);
    }
    let auth = &server.decoded.auth;
    let url = public_url(server)?;
    let open_id = &auth.user_auth.open_id;
    let login_issuer = issuer(open_id.base_url.get());
    let external =
        (auth.app_auth.auth_server_type.get() == Some(&AuthServerType::External)).then(|| external(auth, &url));
    let named = external.as_ref().map_or(&login_issuer, |server| &server.issuer);
    let idp = idp.unwrap_or_else(|| IdpKind::of(named));
    let published = &auth.app_auth.third_party_config.flyte_client.client_id;
    let admin = model.propeller().map(|process| &process.decoded.admin);
    let mut propeller = service(admin, auth);
    if let (None, Some(id)) = (admin, client_elsewhere(model)) {
        propeller.id = id;
    }
    let server = external.map_or_else(
        || {
            let clients = &auth.app_auth.self_auth_server.static_clients;
            Server::Internal(InternalServer::new(clients, server.outside.is_empty()))
        },
        Server::External,
    );
    let is_external = matches!(server, Server::External(_));
    Ok(Deployment {
        chart: model.chart,
        version: info.flyte,
        release,
        namespace,
        pods: model.server_deployment.clone(),
        topology: if admin.is_none() { Topology::Split { endpoint: Endpoint::of(&url) } } else { Topology::Single },
        idp,
        login: Login {
            client: own_client(&open_id.client_id, CONSOLE),
            scopes: scopes(open_id.scopes.get()),
            issuer: login_issuer,
        },
        flytectl: PublicClient {
            id: if is_external { own_client(published, FLYTECTL) } else { client(published, FLYTECTL) },
            scopes: scopes(auth.app_auth.third_party_config.flyte_client.scopes.get()),
        },
        ci: ci(&server, &propeller),
        propeller,
        server,
        url,
    })
}

/// Derives a data plane. Returns `None` for a release with flyteadmin or without flytepropeller.
pub fn data_plane(model: &Model, info: ReleaseInfo<'_>) -> Result<Option<DataPlane>, ValuesError> {
    let Some(admin) = model.propeller().map(|process| &process.decoded.admin).filter(|_| model.server().is_none())
    else {
        return Ok(None);
    };
    let (release, namespace) = names(model, info)?;
    let endpoint = admin.endpoint.get().map(ToString::to_string);
    let is_secure = admin.insecure.get() == Some(&false);
    let is_client = admin.auth_type.get() == Some(&AuthType::ClientSecret);
    Ok(Some(DataPlane {
        version: info.flyte,
        release,
        namespace,
        endpoint: endpoint.filter(|_| is_secure).and_then(|endpoint| Endpoint::parse(&endpoint).ok()),
        client: is_client.then(|| client(&admin.client_id, FLYTEPROPELLER)),
    }))
}

/// Returns the names of the release and its namespace.
fn names(model: &Model, info: ReleaseInfo<'_>) -> Result<(KubernetesName, KubernetesName), ValuesError> {
    let release = KubernetesName::release(info.name);
    let namespace = KubernetesName::namespace(&model.namespace);
    Ok((release.map_err(ValuesError::Name)?, namespace.map_err(ValuesError::Name)?))
}

/// Returns Flyte's address: the first authorized URI that isn't a name within the cluster. A name within the cluster
/// may come first, because callers get the URI whose host they requested (`GetPublicURL`, v1.16.8).
pub fn public_url(server: &ProcessModel) -> Result<PublicUrl, ValuesError> {
    let uris = &server.decoded.auth.authorized_uris;
    // The chart's own URIs are those of a sandbox, or its names in the cluster.
    if !uris.items.first().unwrap_or(&uris.origin).is_user() {
        return Err(ValuesError::NoUrl);
    }
    let written = server.merged.auth.as_ref();
    let written = written.and_then(|auth| auth.get("authorizeduris"));
    let (index, first) = match written.and_then(Value::as_list) {
        Some(list) => {
            let is_public = |(_, uri): &(usize, &Value)| !uri.as_str().is_some_and(is_cluster_address);
            let mut uris = list.iter().enumerate();
            let found = uris.find(is_public).or_else(|| list.first().map(|uri| (0, uri)));
            found.map_or((None, None), |(index, uri)| (Some(index), Some(uri)))
        }
        // Flyte decodes a text as a list, split at commas.
        None => (None, written),
    };
    let parsed = match &first.ok_or(ValuesError::NoUrl)?.kind {
        Kind::String(text) | Kind::Unknown(text) if is_placeholder(text) => PublicUrl::placeholder(text),
        Kind::String(text) => PublicUrl::parse(text.split(',').next().unwrap_or_default()),
        _ => return Err(ValuesError::UnknownUrl),
    };
    parsed.map_err(|fault| {
        let place = index.map_or_else(|| "authorizedUris".to_owned(), |index| format!("authorizedUris[{index}]"));
        let help = Some(fault.advice().unwrap_or(PUBLIC_URL_FIRST).to_owned());
        ValuesError::Url { place, fault, help }
    })
}

fn issuer(url: Option<&GoUrl>) -> Issuer {
    let text = url.map(ToString::to_string).unwrap_or_default();
    Issuer::parse(&text).unwrap_or_else(|_| {
        // A URL with a password is no issuer, and must not be shown.
        let shown = visible_url(&text);
        Issuer::placeholder(if text.is_empty() { "<issuer>" } else { &shown })
    })
}

fn external(auth: &Auth, url: &PublicUrl) -> ExternalServer {
    let allowed = auth.app_auth.external_auth_server.allowed_audience.get();
    let mut audience: Vec<Audience> = allowed.into_iter().flatten().map(Audience::as_found).collect();
    // The audiences that flyteadmin accepts besides the list (`resource_server.go`, v1.16.8).
    if audience.is_empty() {
        audience.push(Audience::as_found(url.as_str()));
    }
    let published = auth.app_auth.third_party_config.flyte_client.scopes.get();
    ExternalServer {
        issuer: issuer(external_base_url(auth)),
        audience,
        scope: api_scope(published.into_iter().flatten().map(String::as_str)),
    }
}

/// Returns the API's scope among those that users request. For Entra ID, it has the form `api://<id>/<scope>`.
fn api_scope<'a>(mut published: impl Iterator<Item = &'a str>) -> OAuthScope {
    let found = published.find_map(|scope| {
        let (api, name) = scope.rsplit_once('/')?;
        (!api.is_empty() && !name.starts_with('.')).then_some(name)
    });
    OAuthScope::known(found.unwrap_or(SCOPE_ALL))
}

/// Returns flytepropeller's client, or a placeholder if flytepropeller runs elsewhere or gets its tokens in another
/// way.
fn service(admin: Option<&Admin>, auth: &Auth) -> ServiceClient {
    let Some(admin) = admin.filter(|admin| admin.auth_type.get() == Some(&AuthType::ClientSecret)) else {
        return ServiceClient {
            id: ClientId::placeholder(FLYTEPROPELLER),
            scopes: vec![OAuthScope::known(SCOPE_ALL)],
            audience: None,
        };
    };
    let audience = propeller_audience(admin, Some(auth)).and_then(|audience| audience.get());
    ServiceClient {
        id: client(&admin.client_id, FLYTEPROPELLER),
        scopes: scopes(propeller_scopes(admin, Some(auth)).and_then(|scopes| scopes.get())),
        audience: audience.filter(|audience| !audience.is_empty()).map(Audience::as_found),
    }
}

/// Returns the client ID that the values give to flytepropeller in other clusters, if there is none in this one.
fn client_elsewhere(model: &Model) -> Option<ClientId> {
    let id = model.values.at(&PROPELLER_CREDENTIALS_ID)?;
    let is_own = id.origin.is_user() && !is_placeholder(id.as_str()?);
    id.as_str().filter(|_| is_own).map(ClientId::as_found)
}

/// Returns CI's client if flyteadmin has one. Its scopes are flytepropeller's. With an external server, the values
/// don't name one.
fn ci(server: &Server, propeller: &ServiceClient) -> Option<ServiceClient> {
    let Server::Internal(server) = server else {
        return None;
    };
    let id = server.ci().filter(|id| **id != propeller.id)?;
    Some(ServiceClient { id: id.clone(), ..propeller.clone() })
}

/// Returns the ID of a client of the user, or a placeholder for one from the chart's defaults.
fn own_client(id: &Traced<String>, user: &str) -> ClientId {
    if matches!(id.origin, Origin::ChartDefault { .. }) {
        return ClientId::placeholder(user);
    }
    client(id, user)
}

fn client(id: &Traced<String>, user: &str) -> ClientId {
    id.text().map_or_else(|| ClientId::placeholder(user), ClientId::as_found)
}

fn scopes(texts: Option<&Vec<String>>) -> Vec<OAuthScope> {
    texts.into_iter().flatten().map(OAuthScope::known).collect()
}
