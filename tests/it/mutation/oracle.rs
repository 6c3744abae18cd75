//! Decides whether a change breaks a login, from flyteadmin's behavior and without lint's rules.
//!
//! It decides only what the values prove: another issuer may be correct, an issuer with a space is not. Sources:
//! `flyteadmin/auth` and `flyteidl/clients/go/admin` at v1.16.8, and a running flyteadmin.

use flyte_auth::internals::flyte::Section as _;
use flyte_auth::internals::flyte::{Admin, Auth, AuthServerType, AuthType};
use flyte_auth::internals::flyte::{TokenUrl, caller_url, propeller_scopes, public_url, token_url};
use flyte_auth::internals::go::GoUrl;
use flyte_auth::internals::idp::{IdpKind, Issuer};
use flyte_auth::internals::release::Model;
use flyte_auth::internals::secret::{Password, PasswordHash, Secret};
use flyte_auth::internals::values::to_serde;

/// The effect of a change on the login.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A login fails, or the API is open.
    Broken(&'static str),
    /// Each process has the same configuration and secrets as before.
    Same,
    /// The values do not show it.
    Undecided,
}

/// The effect on a release that worked as `before`.
pub(super) fn verdict(before: &Model, after: Result<Model, String>) -> Verdict {
    let Ok(after) = after else {
        return Verdict::Broken("the chart does not render");
    };
    match broken(before, &after) {
        Some(why) => Verdict::Broken(why),
        None if same(before, &after) => Verdict::Same,
        None => Verdict::Undecided,
    }
}

fn same(one: &Model, other: &Model) -> bool {
    let print = |model: &Model| {
        let processes: Vec<String> = model
            .processes
            .iter()
            .map(|(name, process)| {
                let sections = process.as_ref().map(|process| {
                    let decoded = &process.decoded;
                    [decoded.auth.show(), decoded.admin.show(), decoded.security.show()].map(|value| to_serde(&value))
                });
                format!("{name:?} {sections:?}")
            })
            .collect();
        (processes, secrets(model))
    };
    print(one) == print(other)
}

/// The Secrets that the chart renders, by name and key.
pub(super) fn secrets(model: &Model) -> Vec<(String, serde_json::Value)> {
    let all = model.secrets.iter();
    let mut all: Vec<_> = all
        .flat_map(|secret| {
            secret.data.iter().map(|(key, entry)| (format!("{}/{key}", secret.name), to_serde(&entry.value)))
        })
        .collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all
}

fn broken(before: &Model, after: &Model) -> Option<&'static str> {
    let server = after.server()?;
    if after
        .processes
        .iter()
        .any(|(_, process)| process.as_ref().is_some_and(|process| !process.decoded.errors.is_empty()))
    {
        return Some("the configuration does not decode");
    }
    let (auth, security) = (&server.decoded.auth, &server.decoded.security);
    if security.use_auth.get() == Some(&false) {
        return Some("the API is open");
    }
    if auth.disable_for_http.get() == Some(&true) || auth.disable_for_grpc.get() == Some(&true) {
        return Some("a part of the API is open");
    }
    let admin = after.propeller().map(|propeller| &propeller.decoded.admin);
    login(auth)
        .or_else(|| lost_secret(before, after))
        .or_else(|| command_line(auth))
        .or_else(|| propeller(admin?, auth, after))
}

/// Why a login in the browser fails.
fn login(auth: &Auth) -> Option<&'static str> {
    let open_id = &auth.user_auth.open_id;
    let issuer = open_id.base_url.get()?.to_string();
    if !is_web(&issuer) || !issuer.starts_with("https://") {
        return Some("flyteadmin does not start: the issuer is not a URL");
    }
    if is_no_issuer(&issuer) {
        return Some("flyteadmin does not start: no discovery document is there");
    }
    if open_id.client_id.get().is_some_and(|id| is_odd(id)) {
        return Some("the login's client id is not one");
    }
    if !asks(open_id.scopes.get()?, "openid") {
        return Some("the login does not ask for `openid`");
    }
    let first = auth.authorized_uris.get()?.first()?;
    if !is_web(&first.to_string()) || first.hostname().is_empty() {
        return Some("the login's redirect URI is not a URL");
    }
    None
}

/// A missing or empty key in a Secret that the chart created before. Without `clientSecret`, flyte-core does not create
/// flytepropeller's Secret (flyte#5063), so the values do not show its content.
fn lost_secret(before: &Model, after: &Model) -> Option<&'static str> {
    let after = secrets(after);
    let is_there = |name: &String| {
        after.iter().any(|(other, value)| other == name && value.as_str().is_some_and(|text| !text.trim().is_empty()))
    };
    let is_left =
        |name: &str| name == "flyte-secret-auth/client_secret" && after.iter().all(|(other, _)| other != name);
    secrets(before).iter().any(|(name, _)| !is_there(name) && !is_left(name)).then_some("a secret is missing")
}

/// Why flytectl cannot log in.
fn command_line(auth: &Auth) -> Option<&'static str> {
    let client = &auth.app_auth.third_party_config.flyte_client;
    let (id, scopes) = (client.client_id.get()?, client.scopes.get()?);
    if is_odd(id) {
        return Some("flytectl's client id is not one");
    }
    match auth.app_auth.auth_server_type.get()? {
        AuthServerType::External => {
            let issuer = external_issuer(auth)?;
            if !is_web(&issuer) || is_no_issuer(&issuer) {
                return Some("flyteadmin does not start: the external issuer is not one");
            }
            let metadata = auth.app_auth.external_auth_server.metadata_url.get()?.to_string();
            let is_one = metadata.is_empty()
                || metadata.ends_with(".well-known/openid-configuration")
                || metadata.ends_with(".well-known/oauth-authorization-server");
            if !is_one {
                return Some("flyteadmin does not start: no metadata is there");
            }
            let kind = Issuer::parse(&issuer).ok().map(|issuer| IdpKind::of(&issuer));
            let okta = kind == Some(IdpKind::Okta) && issuer.contains("/oauth2/");
            (okta && !asks(scopes, "all")).then_some("flytectl's token lacks the scope `all`")
        }
        AuthServerType::SelfServer => {
            if !asks(scopes, "all") {
                return Some("flytectl's token lacks the scope `all`");
            }
            let Some(known) = auth.app_auth.self_auth_server.static_clients.clients.get(&id.to_lowercase()) else {
                return Some("flytectl's client is not known");
            };
            // fosite, `DefaultClient.GetResponseTypes`: without any it is `code`.
            let kinds = known.response_types.get()?;
            let fits = known.id.get() == Some(id)
                && (kinds.is_empty() || kinds.iter().any(|kind| kind == "code"))
                && known.redirect_uris.get()?.contains(client.redirect_uri.get()?);
            (!fits).then_some("flytectl's client may not log in")
        }
    }
}

/// Why flytepropeller cannot log in.
fn propeller(admin: &Admin, auth: &Auth, model: &Model) -> Option<&'static str> {
    if admin.auth_type.get() != Some(&AuthType::ClientSecret) {
        return Some("flytepropeller has nobody to log in");
    }
    let id = admin.client_id.get()?;
    if is_odd(id) {
        return Some("flytepropeller's client id is not one");
    }
    let endpoint = admin.endpoint.get()?.to_string();
    if endpoint.is_empty() || endpoint.starts_with("http") || endpoint.contains(char::is_whitespace) {
        return Some("flytepropeller does not find flyteadmin");
    }
    let scopes = propeller_scopes(admin, Some(auth))?.get()?;
    if auth.app_auth.auth_server_type.get() == Some(&AuthServerType::External) {
        return None;
    }
    let Some(client) = auth.app_auth.self_auth_server.static_clients.clients.get(&id.to_lowercase()) else {
        return Some("flytepropeller's client is not known");
    };
    let may = client.public.get() == Some(&false)
        && client.grant_types.get()?.iter().any(|grant| grant.eq_ignore_ascii_case("client_credentials"))
        && asks(client.scopes.get()?, "all");
    // Without a requested scope, the client's scopes apply.
    let asks_for_none = scopes.iter().all(|scope| scope.trim().is_empty());
    if !may || !(asks(scopes, "all") || asks_for_none) {
        return Some("flytepropeller may not ask for the scope `all`");
    }
    let call = admin.endpoint.get().and_then(caller_url)?;
    let url = public_url(&call, auth.authorized_uris.get()?);
    if let Some(TokenUrl::Known(text)) = token_url(admin, Some(auth), url) {
        let token = GoUrl::parse(&text).ok()?;
        let inside = matches!(token.hostname(), "flyteadmin" | "localhost") && token.port() != "30081";
        if !is_web(&text) || (inside && token.scheme() == "https") {
            return Some("flytepropeller is sent nowhere for its token");
        }
    }
    let all = secrets(model);
    let text = all.iter().find(|(name, _)| name.ends_with("/client_secret"))?.1.as_str()?.to_owned();
    let password = Password::as_flyte_reads(&Secret::as_written(&text)).ok()?;
    let hash = PasswordHash::parse(&client.client_secret.get()?.to_base64()).ok();
    let fits = hash.is_some_and(|hash| hash.verify(&password).unwrap_or(true));
    (!fits).then_some("flytepropeller's password is not that of the hash")
}

fn external_issuer(auth: &Auth) -> Option<String> {
    let own = auth.app_auth.external_auth_server.base_url.get()?.to_string();
    if own.is_empty() { Some(auth.user_auth.open_id.base_url.get()?.to_string()) } else { Some(own) }
}

/// Go joins scopes with spaces, so one item can contain several.
fn asks(scopes: &[String], scope: &str) -> bool {
    scopes.iter().flat_map(|item| item.split_whitespace()).any(|one| one == scope)
}

fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
    }) && !url.contains([' ', '\n', ',', '"', '\'', '<', '>', '“', '\u{200b}'])
        && !url.contains('%')
}

/// Whether a URL is an endpoint or a page of a provider, not an issuer.
fn is_no_issuer(url: &str) -> bool {
    url.ends_with("/account") || ["/.well-known", "/v1/authorize", "/common/v2.0"].iter().any(|part| url.contains(part))
}

/// Whether an ID is empty, or has characters that no provider issues.
fn is_odd(id: &str) -> bool {
    id.is_empty() || id.contains(|c: char| c.is_whitespace() || "'\"“”<>,%\u{200b}".contains(c))
}
