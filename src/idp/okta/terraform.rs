//! Terraform for Okta (`okta/okta` 6).

use serde::Serialize;

use super::{HOSTS, Okta};
use crate::flyte::CLI_REDIRECT_URI;
use crate::idp::code::{EmitError, known, not_a_word, unfit};
use crate::idp::{
    ExternalSetup, IdpClient, IdpRequirements, Issuer, OFFLINE_ACCESS, Provider as _, STANDARD_SCOPES, Service,
};
use crate::template;

/// The scopes that every authorization server has, besides those of OpenID Connect (Okta's documentation, "Reserved
/// scopes").
const RESERVED: [&str; 2] = [OFFLINE_ACCESS, "device_sso"];
/// The grants by the names of Okta's API.
const CODE: &str = "authorization_code";
const REFRESH: &str = "refresh_token";
const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// The authorization server that every org with API Access Management has.
const DEFAULT_SERVER: &str = "default";

#[derive(Serialize)]
struct OktaTemplate<'a> {
    url: &'a str,
    callback: String,
    after_logout: String,
    org: Option<Org<'a>>,
    /// Whether issuers are on the org's own domain.
    custom_domain: bool,
    console: App<'a>,
    external: Option<OktaExternal<'a>>,
}

#[derive(Serialize)]
struct Org<'a> {
    name: &'a str,
    base: &'a str,
}

/// An application, with its ID if it exists, and its grants.
#[derive(Serialize)]
struct App<'a> {
    id: Option<&'a str>,
    grants: Vec<&'static str>,
}

#[derive(Serialize)]
struct OktaExternal<'a> {
    /// The ID of the existing server.
    server: Option<&'a str>,
    /// The Terraform resource of the server.
    resource: &'static str,
    audience: &'a str,
    scope: &'a str,
    more_scopes: Vec<&'a str>,
    /// The built-in scopes, for the rule.
    reserved_scopes: Vec<&'a str>,
    /// Whether users also log in at this server.
    login_here: bool,
    flytectl: App<'a>,
    flytectl_redirect: &'static str,
    services: Vec<OktaServiceApp<'a>>,
}

/// A service's application.
#[derive(Serialize)]
struct OktaServiceApp<'a> {
    /// The name of its Terraform resource.
    resource: &'static str,
    name: &'static str,
    users: &'static str,
    /// The ID of the existing application.
    id: Option<&'a str>,
}

/// Generates the configuration for a deployment.
pub(in crate::idp) fn terraform(setup: &IdpRequirements<'_>) -> Result<String, EmitError> {
    let issuer = setup.external.as_ref().map_or(setup.issuer, |it| it.issuer);
    let external = setup.external.as_ref();
    let context = OktaTemplate {
        url: setup.url.as_str(),
        callback: setup.url.callback(),
        after_logout: setup.url.after_logout(),
        org: org(issuer),
        custom_domain: !issuer.is_placeholder() && !Okta.recognises(issuer),
        console: app(&setup.web, &[CODE]),
        external: external.map(|it| server(setup, it)).transpose()?,
    };
    Ok(template::terraform("okta-terraform", &context)?)
}

/// Returns the org of an issuer on one of Okta's domains.
fn org(issuer: &Issuer) -> Option<Org<'_>> {
    HOSTS.customer(issuer.host()).map(|(name, base)| Org { name, base })
}

fn app<'a>(client: &IdpClient<'a>, grants: &[&'static str]) -> App<'a> {
    let mut grants = grants.to_vec();
    if client.requests(OFFLINE_ACCESS) {
        grants.push(REFRESH);
    }
    App { id: known(client.id), grants }
}

fn server<'a>(setup: &IdpRequirements<'a>, external: &ExternalSetup<'a>) -> Result<OktaExternal<'a>, EmitError> {
    let segments = external.issuer.segments();
    let id = match segments.as_slice() {
        ["oauth2", id, ..] => Some(*id),
        _ => None,
    };
    // It becomes part of a command and of an ID, so only characters that Okta generates are allowed.
    if let Some(id) = id.filter(|id| !id.chars().all(|c| c.is_ascii_alphanumeric())) {
        return Err(unfit("the issuer", not_a_word("authorization server", id)));
    }
    let login_here = setup.logs_in_at_the_external_server();
    let clients: Vec<&IdpClient<'a>> = [&setup.web]
        .into_iter()
        .filter(|_| login_here)
        .chain([&external.flytectl, &external.propeller])
        .chain(&external.ci)
        .collect();
    let mut reserved_scopes: Vec<&str> = Vec::new();
    let mut more_scopes: Vec<&str> = Vec::new();
    for scope in clients.iter().flat_map(|client| client.scopes) {
        let scope = scope.as_str();
        let is_reserved = STANDARD_SCOPES.contains(&scope) || RESERVED.contains(&scope);
        let list = if is_reserved { &mut reserved_scopes } else { &mut more_scopes };
        if scope != external.scope.as_str() && !list.contains(&scope) {
            list.push(scope);
        }
    }
    Ok(OktaExternal {
        server: id.filter(|id| *id != DEFAULT_SERVER),
        resource: if id == Some(DEFAULT_SERVER) { "okta_auth_server_default" } else { "okta_auth_server" },
        audience: external.audience.first().map_or("", |it| it.as_str()),
        scope: external.scope.as_str(),
        more_scopes,
        reserved_scopes,
        login_here,
        flytectl: app(&external.flytectl, &[CODE, DEVICE]),
        flytectl_redirect: CLI_REDIRECT_URI,
        services: external.services().map(service).collect(),
    })
}

fn service(service: Service<'_>) -> OktaServiceApp<'_> {
    OktaServiceApp {
        resource: service.user.resource(),
        name: service.user.usual_id(),
        users: service.user.all(),
        id: known(service.client.id),
    }
}
