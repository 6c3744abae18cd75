//! The realm file, in the form of Keycloak's own exports.
//!
//! Sources: `RealmManager.importRealm`, `DefaultExportImportManager.importRealm`, `RepresentationToModel` and
//! `OIDCLoginProtocolFactory` of Keycloak 26.
//! - A file without `clientScopes` gets all the built-in ones, a file with some gets those alone and `offline_access`
//!   (`importRealm`), and then clients that Keycloak makes itself have no scope at all, so that nobody can use the
//!   account console (keycloak#10021). Hence a realm with scope `all` brings scopes and standard clients along, as an
//!   export does; a realm for logging in only needs neither.
//! - A confidential client without `secret` gets a random one (`determineNewSecret`).
//! - `service_account` (26.1) and `basic` (25) are written out, so that they are there in every version from 25 on.

mod representation;
mod scopes;
mod standard;

use indexmap::IndexMap;

use super::Keycloak;
use crate::idp::code::{EmitError, id_or, not_a_word, unfit};
use crate::idp::{CLI_REDIRECT_URI, ExternalSetup, Issuer, OFFLINE_ACCESS, Setup};
use representation::{Client, Realm};

/// The realm where nobody named one.
const REALM: &str = "flyte";
/// The realm that Keycloak is administered in; it is there from the first start.
const MASTER: &str = "master";
/// The ids where nobody gave others.
pub(in crate::idp) const CONSOLE: &str = "flyteconsole";
pub(in crate::idp) const FLYTECTL: &str = "flytectl";
pub(in crate::idp) const FLYTEPROPELLER: &str = "flytepropeller";

/// The realm for a deployment, as JSON.
pub(in crate::idp) fn realm(setup: &Setup<'_>) -> Result<String, EmitError> {
    let name = name(setup.external.as_ref().map_or(setup.issuer, |it| it.issuer))?;
    if name == MASTER {
        let fault = crate::diagnostic::Fault::new(
            "`master` is Keycloak's own realm, which is there already and cannot be imported",
        );
        let fault = fault.help(
            "use a realm of its own, or `--emit terraform`, which adds to the realm that is there",
        );
        return Err(unfit("the realm", fault));
    }
    let realm = match &setup.external {
        None => Realm::new(name).with_clients(vec![console(setup)]),
        Some(external) => with_scopes(name, setup, external),
    };
    Ok(format!("{}\n", serde_json::to_string_pretty(&realm)?))
}

/// The name of an issuer's realm; what is still a placeholder gets one.
pub(in crate::idp) fn name(issuer: &Issuer) -> Result<&str, EmitError> {
    let last = issuer
        .as_str()
        .rsplit_once("/realms/")
        .map_or(REALM, |(_, realm)| realm.trim_end_matches('/'));
    let name = if last.contains(['<', '>']) || last.is_empty() {
        REALM
    } else {
        last
    };
    // What Keycloak lets be a realm's name (`ReservedCharValidator`), without what a URL would have to escape.
    if name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
    {
        Ok(name)
    } else {
        Err(unfit("the realm", not_a_word("realm", name)))
    }
}

fn with_scopes<'a>(name: &'a str, setup: &Setup<'a>, external: &ExternalSetup<'a>) -> Realm<'a> {
    let scope = external.scope.as_str();
    let mut clients = vec![
        Client {
            default_client_scopes: Some(scopes::defaults()),
            optional_client_scopes: Some(vec![OFFLINE_ACCESS]),
            ..console(setup)
        },
        flytectl(external, scope),
        propeller(external, scope),
    ];
    clients.extend(standard::clients(name));
    let mut client_scopes = vec![scopes::api(scope, external.audience)];
    client_scopes.extend(scopes::built_in());
    Realm {
        default_role: Some(standard::default_role(name)),
        roles: Some(standard::roles(name)),
        client_scope_mappings: Some(standard::scope_mappings()),
        client_scopes: Some(client_scopes),
        default_default_client_scopes: Some(scopes::defaults()),
        ..Realm::new(name).with_clients(clients)
    }
}

/// The client that people log in to the console with.
fn console<'a>(setup: &Setup<'a>) -> Client<'a> {
    let mut attributes = IndexMap::new();
    attributes.insert("post.logout.redirect.uris", format!("{}/*", setup.url));
    Client {
        description: "People log in to Flyte's console with it. Its secret: Credentials",
        standard_flow_enabled: true,
        redirect_uris: vec![setup.url.callback()],
        attributes,
        ..Client::confidential(id_or(setup.web.id, CONSOLE), "Flyte console")
    }
}

/// The client of flytectl and pyflyte. No `pkce.code.challenge.method`: that is demanded of the device flow, too, and
/// flytectl sends none there (`DeviceEndpoint`).
fn flytectl<'a>(external: &ExternalSetup<'a>, scope: &'a str) -> Client<'a> {
    let mut attributes = IndexMap::new();
    attributes.insert("oauth2.device.authorization.grant.enabled", "true".to_owned());
    Client {
        description: "flytectl and pyflyte: a browser (PKCE) or the device flow, no secret",
        public_client: true,
        standard_flow_enabled: true,
        redirect_uris: vec![CLI_REDIRECT_URI.to_owned()],
        attributes,
        default_client_scopes: Some(with(scopes::defaults(), scope)),
        optional_client_scopes: Some(vec![OFFLINE_ACCESS]),
        ..Client::public(id_or(external.flytectl.id, FLYTECTL), "flytectl")
    }
}

/// The client of flytepropeller and flytescheduler.
fn propeller<'a>(external: &ExternalSetup<'a>, scope: &'a str) -> Client<'a> {
    Client {
        description: "flytepropeller and flytescheduler: client credentials. Its secret: Credentials",
        service_accounts_enabled: true,
        default_client_scopes: Some(with(scopes::for_services(), scope)),
        optional_client_scopes: Some(Vec::new()),
        ..Client::confidential(
            id_or(external.propeller.id, FLYTEPROPELLER),
            "flytepropeller",
        )
    }
}

fn with<'a>(mut scopes: Vec<&'a str>, scope: &'a str) -> Vec<&'a str> {
    scopes.push(scope);
    scopes
}

/// The address of the Keycloak that an issuer belongs to, as host and path.
pub(in crate::idp) fn address(issuer: &Issuer) -> Option<(&str, &str)> {
    if issuer.is_placeholder() || !super::super::Provider::recognises(&Keycloak, issuer) {
        return None;
    }
    let (address, _) = issuer.as_str().rsplit_once("/realms/")?;
    let authority = address.find("://").map(|scheme| scheme + 3)?;
    let end = address
        .get(authority..)
        .and_then(|rest| rest.find('/'))
        .map_or(address.len(), |slash| authority + slash);
    address.split_at_checked(end)
}
