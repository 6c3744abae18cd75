//! Client scopes: Flyte's own, and the built-in ones that its clients need, with the mappers that Keycloak 26 gives
//! them (`OIDCLoginProtocolFactory.createDefaultClientScopesImpl`).

use super::representation::{ClientScope, Mapper};
use crate::idp::Audience;

/// The destinations of a mapper's claim. A missing key means no.
const EVERYWHERE: [&str; 4] =
    ["id.token.claim", "access.token.claim", "userinfo.token.claim", "introspection.token.claim"];
const ACCESS_TOKEN: [&str; 2] = ["access.token.claim", "introspection.token.claim"];

/// Returns the scopes of every client with which users log in.
pub(super) fn defaults<'a>() -> Vec<&'a str> {
    vec!["basic", "profile", "email", "roles", "web-origins", "acr"]
}

/// Returns the scopes of a service's client: `sub` comes from `basic`, `client_id` from `service_account`.
pub(super) fn for_services<'a>() -> Vec<&'a str> {
    vec!["basic", "roles", "service_account"]
}

/// Returns the scope of Flyte's API: tokens with it get the audience and the claim `scp`, which flyteadmin reads in
/// place of Keycloak's `scope` (flyte#4955).
pub(super) fn api<'a>(scope: &'a str, audience: &[Audience]) -> ClientScope<'a> {
    let mut mappers: Vec<Mapper> = audience
        .iter()
        .enumerate()
        .map(|(index, audience)| {
            let name = match index {
                0 => "flyte-audience".to_owned(),
                more => format!("flyte-audience-{}", more + 1),
            };
            let config = [("included.custom.audience", audience.to_string())];
            Mapper::new(name, "oidc-audience-mapper", token_only(config))
        })
        .collect();
    let config = [
        ("claim.name", "scp"),
        ("claim.value", "[\"all\"]"),
        ("jsonType.label", "JSON"),
        ("userinfo.token.claim", "false"),
        ("access.tokenResponse.claim", "false"),
    ]
    .map(|(key, value)| (key, value.to_owned()));
    mappers.push(Mapper::new("flyte-scp", "oidc-hardcoded-claim-mapper", token_only(config)));
    ClientScope::new(scope, "Flyte's API: audience and scp of its access tokens", mappers).shown(true, false)
}

/// Returns a scope without any effect, so that requesting it is not an error.
pub(super) fn empty(name: &str) -> ClientScope<'_> {
    ClientScope::new(name, "Asked for by Flyte's clients", Vec::new()).shown(true, false)
}

/// Adds the settings for a claim in access tokens only, including lightweight ones (24 and later).
fn token_only(
    config: impl IntoIterator<Item = (&'static str, String)>,
) -> impl Iterator<Item = (&'static str, String)> {
    let places = [
        ("access.token.claim", "true"),
        ("id.token.claim", "false"),
        ("introspection.token.claim", "true"),
        ("lightweight.claim", "true"),
    ];
    config.into_iter().chain(places.map(|(key, value)| (key, value.to_owned())))
}

/// Returns the built-in scopes. `offline_access` is not among them: Keycloak adds it to a realm that has none.
pub(super) fn built_in() -> Vec<ClientScope<'static>> {
    vec![
        ClientScope::new(
            "basic",
            "OpenID Connect scope for add all basic claims to the token",
            vec![
                mapper("sub", "oidc-sub-mapper", &[], &ACCESS_TOKEN),
                note("auth_time", "AUTH_TIME", "auth_time", "long"),
            ],
        )
        .shown(false, false),
        ClientScope::new(
            "profile",
            "OpenID Connect built-in scope: profile",
            vec![
                mapper("full name", "oidc-full-name-mapper", &[], &EVERYWHERE),
                attribute("username", "username", "preferred_username"),
                attribute("given name", "firstName", "given_name"),
                attribute("family name", "lastName", "family_name"),
            ],
        )
        .shown(true, true),
        ClientScope::new(
            "email",
            "OpenID Connect built-in scope: email",
            vec![
                attribute("email", "email", "email"),
                mapper(
                    "email verified",
                    "oidc-usermodel-property-mapper",
                    &[
                        ("user.attribute", "emailVerified"),
                        ("claim.name", "email_verified"),
                        ("jsonType.label", "boolean"),
                    ],
                    &EVERYWHERE,
                ),
            ],
        )
        .shown(true, true),
        ClientScope::new(
            "roles",
            "OpenID Connect scope for add user roles to the access token",
            vec![
                roles("realm roles", "oidc-usermodel-realm-role-mapper", "realm_access.roles"),
                roles("client roles", "oidc-usermodel-client-role-mapper", "resource_access.${client_id}.roles"),
                mapper("audience resolve", "oidc-audience-resolve-mapper", &[], &ACCESS_TOKEN),
            ],
        )
        .shown(false, true),
        ClientScope::new(
            "web-origins",
            "OpenID Connect scope for add allowed web origins to the access token",
            vec![mapper("allowed web origins", "oidc-allowed-origins-mapper", &[], &ACCESS_TOKEN)],
        )
        .shown(false, false),
        ClientScope::new(
            "acr",
            "OpenID Connect scope for add acr (authentication context class reference) to the token",
            vec![mapper("acr loa level", "oidc-acr-mapper", &[], &EVERYWHERE)],
        )
        .shown(false, false),
        ClientScope::new(
            "service_account",
            "Specific scope for a client enabled for service accounts",
            vec![
                note("Client ID", "client_id", "client_id", "String"),
                note("Client Host", "clientHost", "clientHost", "String"),
                note("Client IP Address", "clientAddress", "clientAddress", "String"),
            ],
        )
        .shown(false, false),
    ]
}

/// Returns a mapper with built-in settings.
fn mapper(name: &'static str, kind: &'static str, config: &[(&'static str, &str)], places: &[&'static str]) -> Mapper {
    let config = config.iter().map(|(key, value)| (*key, (*value).to_owned()));
    let places = places.iter().map(|place| (*place, "true".to_owned()));
    Mapper::new(name, kind, config.chain(places))
}

/// Returns a mapper for an attribute of the user.
fn attribute(name: &'static str, attribute: &str, claim: &str) -> Mapper {
    mapper(
        name,
        "oidc-usermodel-attribute-mapper",
        &[("user.attribute", attribute), ("claim.name", claim), ("jsonType.label", "String")],
        &EVERYWHERE,
    )
}

/// Returns a mapper for a note of the session.
fn note(name: &'static str, note: &str, claim: &str, kind: &str) -> Mapper {
    mapper(
        name,
        "oidc-usersessionmodel-note-mapper",
        &[("user.session.note", note), ("claim.name", claim), ("jsonType.label", kind)],
        &EVERYWHERE,
    )
}

/// Returns a mapper for the user's roles.
fn roles(name: &'static str, kind: &'static str, claim: &str) -> Mapper {
    mapper(name, kind, &[("claim.name", claim), ("jsonType.label", "String"), ("multivalued", "true")], &ACCESS_TOKEN)
}
