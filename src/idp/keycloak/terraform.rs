//! Terraform for Keycloak (`keycloak/keycloak` 5), for an existing realm.

use serde::Serialize;

use super::realm::{self, CONSOLE, FLYTECTL};
use crate::flyte::CLI_REDIRECT_URI;
use crate::idp::code::{EmitError, id_or};
use crate::idp::{Audience, IdpRequirements, Service};
use crate::template;

#[derive(Serialize)]
struct KeycloakTemplate<'a> {
    url: &'a str,
    callback: String,
    after_logout: String,
    address: Option<Address<'a>>,
    realm: &'a str,
    /// The web client, if users log in at this realm.
    console: Option<&'a str>,
    external: Option<KeycloakExternal<'a>>,
}

#[derive(Serialize)]
struct Address<'a> {
    url: &'a str,
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct KeycloakExternal<'a> {
    scope: &'a str,
    audiences: Vec<&'a str>,
    flytectl: &'a str,
    flytectl_redirect: &'static str,
    flytectl_default: Vec<&'a str>,
    /// Requested scopes that no realm has.
    more_scopes: Vec<&'a str>,
    services: Vec<KeycloakServiceClient<'a>>,
    service_default: Vec<&'a str>,
}

/// A service's client.
#[derive(Serialize)]
struct KeycloakServiceClient<'a> {
    /// The name of its Terraform resource.
    resource: &'static str,
    name: &'static str,
    users: &'static str,
    id: &'a str,
}

/// Generates the configuration for a deployment.
pub(in crate::idp) fn terraform(setup: &IdpRequirements<'_>) -> Result<String, EmitError> {
    let issuer = setup.external.as_ref().map_or(setup.issuer, |it| it.issuer);
    let external = setup.external.as_ref().map(|external| KeycloakExternal {
        scope: external.scope.as_str(),
        audiences: external.audience.iter().map(Audience::as_str).collect(),
        flytectl: id_or(external.flytectl.id, FLYTECTL),
        flytectl_redirect: CLI_REDIRECT_URI,
        flytectl_default: realm::user_scopes(),
        more_scopes: realm::more_scopes(setup, external),
        services: external.services().map(service).collect(),
        service_default: realm::service_scopes(),
    });
    let context = KeycloakTemplate {
        url: setup.url.as_str(),
        callback: setup.url.callback(),
        after_logout: setup.url.after_logout(),
        address: realm::address(issuer).map(|(url, path)| Address { url, path: (!path.is_empty()).then_some(path) }),
        realm: realm::name(issuer)?,
        console: (setup.external.is_none() || setup.logs_in_at_the_external_server())
            .then(|| id_or(setup.web.id, CONSOLE)),
        external,
    };
    Ok(template::terraform("keycloak-terraform", &context)?)
}

fn service(service: Service<'_>) -> KeycloakServiceClient<'_> {
    let name = service.user.usual_id();
    KeycloakServiceClient {
        resource: service.user.resource(),
        name,
        users: service.user.all(),
        id: id_or(service.client.id, name),
    }
}
