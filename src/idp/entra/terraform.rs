//! Terraform for Microsoft Entra ID (`hashicorp/azuread` 3).

use serde::Serialize;

use crate::flyte::CLI_REDIRECT_URI;
use crate::idp::code::{EmitError, known};
use crate::idp::{Audience, ClientId, ExternalSetup, IdpRequirements, Issuer, OFFLINE_ACCESS, Service};
use crate::template;

#[derive(Serialize)]
struct EntraTemplate<'a> {
    url: &'a str,
    callback: String,
    tenant: Option<&'a str>,
    /// The provider's name for the cloud, if it is not the public one.
    environment: Option<&'static str>,
    /// The ID of the existing registration.
    web: Option<&'a str>,
    /// Delegated permissions of Microsoft Graph.
    permissions: Vec<&'static str>,
    external: Option<EntraExternal<'a>>,
}

#[derive(Serialize)]
struct EntraExternal<'a> {
    scope: &'a str,
    /// The API's identifier URIs besides its ID, if known.
    identifier_uris: Vec<&'a str>,
    flytectl_redirect: &'static str,
    /// flytectl's separate registration.
    flytectl: Option<Own<'a>>,
    /// The services' registrations.
    services: Vec<EntraServiceApp<'a>>,
    /// Whether flytepropeller uses the web client's registration.
    shared_by_propeller: bool,
    /// Whether flytectl requests refresh tokens.
    refresh: bool,
}

/// A separate registration, with its ID if it exists.
#[derive(Serialize)]
struct Own<'a> {
    id: Option<&'a str>,
}

/// A service's separate registration.
#[derive(Serialize)]
struct EntraServiceApp<'a> {
    /// The name of its Terraform resource.
    resource: &'static str,
    /// Its name at Entra ID.
    display_name: &'static str,
    users: &'static str,
    /// The ID of the existing registration.
    id: Option<&'a str>,
    /// The key of the answer for its ID.
    answer: &'static str,
}

/// Generates the configuration for a deployment.
pub(in crate::idp) fn terraform(setup: &IdpRequirements<'_>) -> Result<String, EmitError> {
    let external = setup.external.as_ref();
    let issuer = external.map_or(setup.issuer, |it| it.issuer);
    let mut permissions = vec!["openid", "profile", "email"];
    // A shared registration also requests flytectl's scopes.
    let shared = external.filter(|external| external.flytectl.id == setup.web.id).map(|external| external.flytectl);
    let clients = [Some(setup.web), shared];
    let mut clients = clients.iter().flatten();
    if clients.any(|client| client.requests(OFFLINE_ACCESS)) {
        permissions.push(OFFLINE_ACCESS);
    }
    permissions.push("User.Read");
    let context = EntraTemplate {
        url: setup.url.as_str(),
        callback: setup.url.callback(),
        tenant: tenant(issuer),
        environment: environment(issuer),
        web: known(setup.web.id),
        permissions,
        external: external.map(|external| api(setup, external)),
    };
    Ok(template::terraform("entra-terraform", &context)?)
}

fn api<'a>(setup: &IdpRequirements<'a>, external: &ExternalSetup<'a>) -> EntraExternal<'a> {
    let own = |id: &'a ClientId| (id != setup.web.id).then(|| Own { id: known(id) });
    let uris = external.audience.iter().map(Audience::as_str);
    EntraExternal {
        scope: external.scope.as_str(),
        identifier_uris: uris.filter(|uri| uri.contains("://") && !uri.contains('<')).collect(),
        flytectl_redirect: CLI_REDIRECT_URI,
        flytectl: own(external.flytectl.id),
        services: external.services().filter(|it| it.client.id != setup.web.id).map(service).collect(),
        shared_by_propeller: external.propeller.id == setup.web.id,
        refresh: external.flytectl.requests(OFFLINE_ACCESS),
    }
}

fn service(service: Service<'_>) -> EntraServiceApp<'_> {
    EntraServiceApp {
        resource: service.user.resource(),
        display_name: service.user.usual_id(),
        users: service.user.all(),
        id: known(service.client.id),
        answer: service.user.id_answer(),
    }
}

fn tenant(issuer: &Issuer) -> Option<&str> {
    issuer.segments().first().copied().filter(|tenant| super::is_guid(tenant))
}

fn environment(issuer: &Issuer) -> Option<&'static str> {
    match issuer.host() {
        "login.microsoftonline.us" => Some("usgovernment"),
        "login.partner.microsoftonline.cn" => Some("china"),
        _ => None,
    }
}
