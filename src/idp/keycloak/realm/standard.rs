//! The clients that Keycloak creates in every realm and that need client scopes: users manage their account with two of
//! them, administrators the realm with the others. Source: `RealmManager` of Keycloak 26.

use std::collections::BTreeMap;

use super::representation::{ClientRepresentation, Composites, Mapper, Role, Roles, ScopeMapping};
use super::scopes;
use crate::idp::OFFLINE_ACCESS;

const ACCOUNT: &str = "account";
const ACCOUNT_CONSOLE: &str = "account-console";
const POST_LOGOUT: &str = "post.logout.redirect.uris";
const PKCE: &str = "pkce.code.challenge.method";

/// The roles of `account`, and the role that each one includes (`AccountRoles`).
const ACCOUNT_ROLES: [(&str, Option<&str>); 7] = [
    ("view-profile", None),
    ("manage-account", Some("manage-account-links")),
    ("manage-account-links", None),
    ("view-applications", None),
    ("view-consent", None),
    ("manage-consent", Some("view-consent")),
    ("view-groups", None),
];

/// Returns the name of the role that every user has.
fn default_role_name(realm: &str) -> String {
    format!("default-roles-{}", realm.to_lowercase())
}

pub(super) fn clients(realm: &str) -> Vec<ClientRepresentation<'static>> {
    let account = |client_id, name| {
        let url = format!("/realms/{realm}/account/");
        let mut client = standard(client_id, name, "${authBaseUrl}", url);
        client.attributes.insert(POST_LOGOUT, "+".to_owned());
        client
    };
    let mut account_console = account(ACCOUNT_CONSOLE, "${client_account-console}");
    account_console.attributes.insert(PKCE, "S256".to_owned());
    account_console.protocol_mappers = vec![Mapper::new("audience resolve", "oidc-audience-resolve-mapper", [])];
    let admin_console = "security-admin-console";
    let url = format!("/admin/{realm}/console/");
    let mut admin_console = standard(admin_console, "${client_security-admin-console}", "${authAdminUrl}", url);
    admin_console.web_origins = vec!["+"];
    admin_console.attributes.insert(POST_LOGOUT, "+".to_owned());
    admin_console.attributes.insert(PKCE, "S256".to_owned());
    admin_console.full_scope_allowed = None;
    let admin_cli = ClientRepresentation {
        direct_access_grants_enabled: true,
        default_client_scopes: Some(scopes::defaults()),
        optional_client_scopes: Some(vec![OFFLINE_ACCESS]),
        ..ClientRepresentation::public("admin-cli", "${client_admin-cli}")
    };
    vec![account(ACCOUNT, "${client_account}"), account_console, admin_console, admin_cli]
}

fn standard(
    client_id: &'static str,
    name: &'static str,
    root_url: &'static str,
    base_url: String,
) -> ClientRepresentation<'static> {
    ClientRepresentation {
        root_url: Some(root_url),
        redirect_uris: vec![format!("{base_url}*")],
        base_url: Some(base_url),
        standard_flow_enabled: true,
        full_scope_allowed: Some(false),
        default_client_scopes: Some(scopes::defaults()),
        optional_client_scopes: Some(vec![OFFLINE_ACCESS]),
        ..ClientRepresentation::public(client_id, name)
    }
}

/// Returns the realm's default role, to which the roles below are added.
pub(super) fn default_role(realm: &str) -> Role {
    Role {
        name: default_role_name(realm),
        description: "${role_default-roles}".to_owned(),
        composite: true,
        composites: None,
        client_role: false,
    }
}

/// Returns the roles that `account` and its users need.
pub(super) fn roles(realm: &str) -> Roles {
    let of_account = |roles| Composites { client: BTreeMap::from([(ACCOUNT, roles)]) };
    let account = ACCOUNT_ROLES.map(|(name, brings)| Role {
        name: name.to_owned(),
        description: format!("${{role_{name}}}"),
        composite: brings.is_some(),
        composites: brings.map(|role| of_account(vec![role])),
        client_role: true,
    });
    Roles {
        realm: vec![Role {
            composites: Some(of_account(vec!["view-profile", "manage-account"])),
            ..default_role(realm)
        }],
        client: BTreeMap::from([(ACCOUNT, account.into())]),
    }
}

/// Returns the roles that the account console can use.
pub(super) fn scope_mappings() -> BTreeMap<&'static str, Vec<ScopeMapping>> {
    BTreeMap::from([(
        ACCOUNT,
        vec![ScopeMapping { client: ACCOUNT_CONSOLE, roles: vec!["manage-account", "view-groups"] }],
    )])
}
