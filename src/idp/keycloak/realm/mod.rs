//! The realm file, in the form of Keycloak's own exports.
//!
//! Sources: `RealmManager.importRealm`, `DefaultExportImportManager.importRealm`, `RepresentationToModel` and
//! `OIDCLoginProtocolFactory` of Keycloak 26.
//! - A file without `clientScopes` gets all built-in scopes. A file with some gets only those and `offline_access`
//!   (`importRealm`); the clients that Keycloak creates itself then have no scope, so nobody can use the account
//!   console (keycloak#10021). Therefore a realm with the scope `all` contains scopes and standard clients, like an
//!   export; a realm for the login only needs neither.
//! - A confidential client without `secret` gets a random one (`determineNewSecret`).
//! - The user of flytepropeller's service account is written out, as in an export: some versions fail to create it
//!   during the import (`Session not bound to a realm`, keycloak#38647). It has no role, and needs none.
//! - `service_account` (26.1) and `basic` (25) are written out, so that every version from 25 on has them.

mod representation;
mod scopes;
mod standard;

use std::collections::BTreeMap;

use super::Keycloak;
use crate::flyte::CLI_REDIRECT_URI;
use crate::idp::code::{EmitError, id_or, not_a_word, unfit};
use crate::idp::{
    ExternalSetup, IdpRequirements, Issuer, OAuthScope, OFFLINE_ACCESS, Provider as _, Service, ServiceUser,
};
use crate::text::and_list;
use representation::{ClientRepresentation, Realm, ServiceAccount};

/// The default name of the realm.
const REALM: &str = "flyte";
/// Keycloak's administration realm, which exists from the first start.
const MASTER: &str = "master";
/// The default client IDs.
pub(in crate::idp) const CONSOLE: &str = "flyteconsole";
pub(in crate::idp) const FLYTECTL: &str = "flytectl";

/// Returns the realm for a deployment, as JSON.
pub(in crate::idp) fn realm(setup: &IdpRequirements<'_>) -> Result<String, EmitError> {
    let name = name(setup.external.as_ref().map_or(setup.issuer, |it| it.issuer))?;
    if name == MASTER {
        let fault = crate::diagnostic::Fault::new(
            "`master` is Keycloak's own realm, which is there already and cannot be imported",
        );
        let fault = fault.help("use a separate realm, or `--emit terraform`, which adds to an existing realm");
        return Err(unfit("the realm", fault));
    }
    let realm = match &setup.external {
        None => Realm::new(name).with_clients(vec![console(setup)]),
        Some(external) => with_scopes(name, setup, external),
    };
    Ok(format!("{}\n", serde_json::to_string_pretty(&realm)?))
}

/// Returns the note on how to import it and where to find the secrets, since JSON has no comments.
pub(in crate::idp) fn note(setup: &IdpRequirements<'_>) -> String {
    let console = id_or(setup.web.id, CONSOLE);
    let clients = match &setup.external {
        None => format!("`{console}`"),
        Some(external) => {
            let console = setup.logs_in_at_the_external_server().then_some(console);
            let services = external.services().map(service_id);
            let names = console.into_iter().chain(services);
            let names: Vec<String> = names.map(|id| format!("`{id}`")).collect();
            and_list(&names)
        }
    };
    let realm = name(setup.issuer).unwrap_or(REALM);
    format!(
        "import it with Manage realms > Create realm > Browse, or `kc.sh import --override false --file FILE`; it \
            makes a new realm: where `{realm}` exists already, take `--emit terraform` or the steps of `flyte-auth \
                guide`, because `kc.sh import` without `--override false` would replace all that is in it. Keycloak \
                    makes the secret of {clients}: Clients > (the client) > Credentials"
    )
}

/// Returns the name of an issuer's realm; the default name for a placeholder.
pub(in crate::idp) fn name(issuer: &Issuer) -> Result<&str, EmitError> {
    let last = issuer.as_str().rsplit_once("/realms/").map_or(REALM, |(_, realm)| realm.trim_end_matches('/'));
    let name = if last.contains(['<', '>']) || last.is_empty() { REALM } else { last };
    // The characters that Keycloak allows in a realm's name (`ReservedCharValidator`), except those that a URL would
    // have to escape.
    if name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~')) {
        Ok(name)
    } else {
        Err(unfit("the realm", not_a_word("realm", name)))
    }
}

fn with_scopes<'a>(name: &'a str, setup: &IdpRequirements<'a>, external: &ExternalSetup<'a>) -> Realm<'a> {
    let scope = external.scope.as_str();
    let mut optional = vec![OFFLINE_ACCESS];
    optional.extend(more_scopes(setup, external));
    let mut clients = Vec::new();
    if setup.logs_in_at_the_external_server() {
        clients.push(ClientRepresentation {
            default_client_scopes: Some(user_scopes()),
            optional_client_scopes: Some(optional.clone()),
            ..console(setup)
        });
    }
    clients.push(flytectl(external, optional));
    clients.extend(external.services().map(|it| service(external, it)));
    clients.extend(standard::clients(name));
    let mut client_scopes = vec![scopes::api(scope, external.audience)];
    client_scopes.extend(more_scopes(setup, external).into_iter().map(scopes::empty));
    client_scopes.extend(scopes::built_in());
    Realm {
        users: Some(external.services().map(|it| ServiceAccount::of(service_id(it))).collect()),
        default_role: Some(standard::default_role(name)),
        roles: Some(standard::roles(name)),
        client_scope_mappings: Some(standard::scope_mappings()),
        client_scopes: Some(client_scopes),
        default_default_client_scopes: Some(scopes::defaults()),
        ..Realm::new(name).with_clients(clients)
    }
}

/// Returns the web client.
fn console<'a>(setup: &IdpRequirements<'a>) -> ClientRepresentation<'a> {
    let mut attributes = BTreeMap::new();
    attributes.insert("post.logout.redirect.uris", setup.url.after_logout());
    ClientRepresentation {
        description: "People log in to Flyte's console with it. Its secret: Credentials",
        standard_flow_enabled: true,
        redirect_uris: vec![setup.url.callback()],
        attributes,
        ..ClientRepresentation::confidential(id_or(setup.web.id, CONSOLE), "Flyte console")
    }
}

/// Returns the client of flytectl and pyflyte. It has no `pkce.code.challenge.method`, which would also apply to the
/// device flow, where flytectl sends no challenge (`DeviceEndpoint`).
fn flytectl<'a>(external: &ExternalSetup<'a>, optional: Vec<&'a str>) -> ClientRepresentation<'a> {
    let mut attributes = BTreeMap::new();
    attributes.insert("oauth2.device.authorization.grant.enabled", "true".to_owned());
    ClientRepresentation {
        description: "flytectl and pyflyte: a browser (PKCE) or the device flow, no secret",
        standard_flow_enabled: true,
        redirect_uris: vec![CLI_REDIRECT_URI.to_owned()],
        attributes,
        default_client_scopes: Some(with(user_scopes(), external.scope.as_str())),
        optional_client_scopes: Some(optional),
        ..ClientRepresentation::public(id_or(external.flytectl.id, FLYTECTL), "flytectl")
    }
}

/// Returns the client of a service.
fn service<'a>(external: &ExternalSetup<'a>, service: Service<'a>) -> ClientRepresentation<'a> {
    ClientRepresentation {
        description: match service.user {
            ServiceUser::Propeller => "flytepropeller and flytescheduler: client credentials. Its secret: Credentials",
            ServiceUser::Ci => "CI and other services: client credentials. Its secret: Credentials",
        },
        service_accounts_enabled: true,
        default_client_scopes: Some(with(service_scopes(), external.scope.as_str())),
        optional_client_scopes: Some(Vec::new()),
        ..ClientRepresentation::confidential(service_id(service), service.user.usual_id())
    }
}

/// Returns the ID of a service's client.
fn service_id(service: Service<'_>) -> &str {
    id_or(service.client.id, service.user.usual_id())
}

fn with<'a>(mut scopes: Vec<&'a str>, scope: &'a str) -> Vec<&'a str> {
    scopes.push(scope);
    scopes
}

/// Returns the scopes of every client with which users log in.
pub(in crate::idp) fn user_scopes<'a>() -> Vec<&'a str> {
    scopes::defaults()
}

/// Returns the scopes of a service's client.
pub(in crate::idp) fn service_scopes<'a>() -> Vec<&'a str> {
    scopes::for_services()
}

/// Returns the requested scopes that no realm has: Keycloak answers `invalid_scope` to them.
pub(in crate::idp) fn more_scopes<'a>(setup: &IdpRequirements<'a>, external: &ExternalSetup<'a>) -> Vec<&'a str> {
    let requested = setup.web.scopes.iter().chain(external.flytectl.scopes);
    let mut more = Vec::new();
    for scope in requested.map(OAuthScope::as_str) {
        let is_there = scope == "openid"
            || scope == OFFLINE_ACCESS
            || scope == external.scope.as_str()
            || scopes::defaults().contains(&scope);
        if !is_there && !more.contains(&scope) {
            more.push(scope);
        }
    }
    more
}

/// Returns the address of the Keycloak that an issuer belongs to, as host and path.
pub(in crate::idp) fn address(issuer: &Issuer) -> Option<(&str, &str)> {
    if issuer.is_placeholder() || !Keycloak.recognises(issuer) {
        return None;
    }
    let (address, _) = issuer.as_str().rsplit_once("/realms/")?;
    let authority = address.find("://").map(|scheme| scheme + 3)?;
    let end = address.get(authority..).and_then(|rest| rest.find('/')).map_or(address.len(), |slash| authority + slash);
    address.split_at_checked(end)
}
