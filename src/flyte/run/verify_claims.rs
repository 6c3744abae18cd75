//! Verifies the claims of an access token like flyteadmin.
//!
//! Source: `flyteadmin/auth/authzserver/claims_verifier.go` and `flyteadmin/auth/interceptor.go` at v1.16.8; run on
//! hand-written claims.

use serde_json::{Map, Value};

/// The scope that every request needs.
const ALL: &str = "all";

/// flyteadmin's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimsVerdict {
    /// The request is accepted.
    Accepted {
        /// The user or client (`sub`).
        subject: String,
        /// `client_id`; empty for a person.
        client: String,
        /// The scopes that apply.
        scopes: Vec<String>,
    },
    /// The request is denied.
    Denied(Denial),
}

/// The reason why a token is denied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// No audience of the token is accepted.
    #[error("invalid audience {found:?}, wanted one of {expected:?}")]
    Audience {
        /// The token's audiences.
        found: Vec<String>,
        /// The accepted audiences.
        expected: Vec<String>,
    },
    /// The token lacks the scope `all`.
    #[error("the scopes {0:?} do not hold `all`")]
    Scope(Vec<String>),
    /// `scp` is neither a list nor a string.
    #[error("failed getting scope claims due to unknown type of `scp`")]
    ScopeType,
    /// A claim has a type that makes flyteadmin panic; the panic becomes an error.
    #[error("the claim `{0}` has a type that makes flyteadmin panic")]
    Panic(&'static str),
}

/// Verifies claims against the accepted audiences. Scopes only come from `scp`, in which a string is one scope; a token
/// with neither `client_id` nor `scp` gets `all`.
pub fn verify_claims(accepted: &[String], claims: &Map<String, Value>) -> ClaimsVerdict {
    match check(accepted, claims) {
        Ok(verdict) => verdict,
        Err(denial) => ClaimsVerdict::Denied(denial),
    }
}

fn check(accepted: &[String], claims: &Map<String, Value>) -> Result<ClaimsVerdict, Denial> {
    let found = texts(claims.get("aud"));
    if !found.iter().any(|audience| accepted.contains(audience)) {
        return Err(Denial::Audience { found, expected: accepted.to_vec() });
    }
    if let Some(info) = claims.get("user_info").filter(|info| !info.is_null())
        && !info.is_object()
    {
        return Err(Denial::Panic("user_info"));
    }
    let client = string_or_panic(claims, "client_id")?;
    let mut scopes = match claims.get("scp") {
        None => Vec::new(),
        Some(Value::String(scope)) => vec![scope.clone()],
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| item.as_str().map(str::to_owned).ok_or(Denial::Panic("scp")))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(Denial::ScopeType),
    };
    string_or_panic(claims, "email")?;
    if client.is_empty() && scopes.is_empty() {
        scopes.push(ALL.to_owned());
    }
    if !scopes.iter().any(|scope| scope == ALL) {
        return Err(Denial::Scope(scopes));
    }
    let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(ClaimsVerdict::Accepted { subject, client, scopes })
}

/// Returns a claim that flyteadmin asserts to be a string if it exists.
fn string_or_panic(claims: &Map<String, Value>, name: &'static str) -> Result<String, Denial> {
    match claims.get(name) {
        None => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(Denial::Panic(name)),
    }
}

/// Returns the texts of a claim that is a string or a list of strings.
fn texts(claim: Option<&Value>) -> Vec<String> {
    match claim {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(claims: &str) -> ClaimsVerdict {
        verify_claims(&["https://f".to_owned()], &serde_json::from_str(claims).expect("JSON"))
    }

    fn is_accepted(claims: &str) -> bool {
        matches!(verdict(claims), ClaimsVerdict::Accepted { .. })
    }

    /// Tokens as each provider issues them, before and after it is set up for Flyte, for a user (flytectl) and for a
    /// service (flytepropeller), with flyteadmin's decision.
    const TOKENS: [(&str, &str); 22] = [
        (
            "Okta, default server, person",
            r#"{"aud": "api://default", "scp": ["all", "offline_access"], "cid": "0oaflytectl", "uid": "00u1", "sub": "jane@example.org"}"#,
        ),
        (
            "Okta, person, without asking for `all`",
            r#"{"aud": "https://f", "scp": ["openid"], "cid": "0oaflytectl", "uid": "00u1", "sub": "jane@example.org"}"#,
        ),
        (
            "Okta, person",
            r#"{"aud": "https://f", "scp": ["all", "offline_access"], "cid": "0oaflytectl", "uid": "00u1", "sub": "jane@example.org"}"#,
        ),
        ("Okta, service", r#"{"aud": "https://f", "scp": ["all"], "cid": "0oapropeller", "sub": "0oapropeller"}"#),
        (
            "Keycloak as installed, person",
            r#"{"aud": "account", "azp": "flytectl", "scope": "profile email", "sub": "8f1c"}"#,
        ),
        (
            "Keycloak as installed, service",
            r#"{"aud": "account", "azp": "flytepropeller", "client_id": "flytepropeller", "scope": "profile email", "sub": "77aa"}"#,
        ),
        (
            "Keycloak, audience alone, person",
            r#"{"aud": ["https://f", "account"], "azp": "flytectl", "scope": "all profile email", "sub": "8f1c"}"#,
        ),
        (
            "Keycloak, audience alone, service",
            r#"{"aud": ["https://f", "account"], "azp": "flytepropeller", "client_id": "flytepropeller", "scope": "all", "sub": "77aa"}"#,
        ),
        (
            "Keycloak 20 and older, audience alone, service",
            r#"{"aud": ["https://f", "account"], "azp": "flytepropeller", "clientId": "flytepropeller", "scope": "all", "sub": "77aa"}"#,
        ),
        (
            "Keycloak, audience and scp, person",
            r#"{"aud": ["https://f", "account"], "azp": "flytectl", "scope": "all profile email", "scp": ["all"], "email": "jane@example.org", "sub": "8f1c"}"#,
        ),
        (
            "Keycloak, audience and scp, service",
            r#"{"aud": "https://f", "azp": "flytepropeller", "client_id": "flytepropeller", "scope": "all", "scp": ["all"], "sub": "77aa"}"#,
        ),
        (
            "Keycloak 25, client without scope `basic`, service",
            r#"{"aud": "https://f", "azp": "flytepropeller", "client_id": "flytepropeller", "scope": "all", "scp": ["all"]}"#,
        ),
        ("Entra, scope `all`, person", r#"{"aud": "https://f", "azp": "1f00", "scp": "all", "sub": "pairwise"}"#),
        (
            "Entra, scope `access_flyte`, person",
            r#"{"aud": "https://f", "azp": "1f00", "scp": "access_flyte", "sub": "pairwise"}"#,
        ),
        (
            "Entra, a second exposed scope, person",
            r#"{"aud": "https://f", "azp": "1f00", "scp": "all other", "sub": "pairwise"}"#,
        ),
        ("Entra, service", r#"{"aud": "https://f", "azp": "1f00", "sub": "0bject"}"#),
        ("Entra, any other app of the tenant", r#"{"aud": "https://f", "azp": "beef", "sub": "0ther"}"#),
        (
            "Entra, token for Graph, person",
            r#"{"aud": "00000003-0000-0000-c000-000000000000", "appid": "1f00", "scp": "openid profile", "sub": "pairwise"}"#,
        ),
        (
            "Auth0 profile, person",
            r#"{"aud": ["https://f", "https://x.eu.auth0.com/userinfo"], "azp": "ctl", "scope": "openid", "sub": "auth0|1"}"#,
        ),
        (
            "Auth0 profile, service",
            r#"{"aud": "https://f", "azp": "prop", "gty": "client-credentials", "sub": "prop@clients"}"#,
        ),
        (
            "Auth0, RFC 9068 profile, person",
            r#"{"aud": ["https://f"], "client_id": "ctl", "scope": "openid all", "sub": "auth0|1"}"#,
        ),
        (
            "Auth0, RFC 9068 profile, service",
            r#"{"aud": "https://f", "client_id": "prop", "scope": "all", "sub": "prop@clients"}"#,
        ),
    ];

    #[test]
    fn verifies_tokens_of_the_providers() {
        let verdicts = TOKENS
            .map(|(whose, claims)| match verdict(claims) {
                ClaimsVerdict::Accepted { subject, client, .. } => {
                    format!("{whose}: accepted, user {subject:?}, client {client:?}")
                }
                ClaimsVerdict::Denied(denial) => format!("{whose}: {denial}"),
            })
            .join("\n");
        insta::assert_snapshot!(verdicts, @r#"
        Okta, default server, person: invalid audience ["api://default"], wanted one of ["https://f"]
        Okta, person, without asking for `all`: the scopes ["openid"] do not hold `all`
        Okta, person: accepted, user "jane@example.org", client ""
        Okta, service: accepted, user "0oapropeller", client ""
        Keycloak as installed, person: invalid audience ["account"], wanted one of ["https://f"]
        Keycloak as installed, service: invalid audience ["account"], wanted one of ["https://f"]
        Keycloak, audience alone, person: accepted, user "8f1c", client ""
        Keycloak, audience alone, service: the scopes [] do not hold `all`
        Keycloak 20 and older, audience alone, service: accepted, user "77aa", client ""
        Keycloak, audience and scp, person: accepted, user "8f1c", client ""
        Keycloak, audience and scp, service: accepted, user "77aa", client "flytepropeller"
        Keycloak 25, client without scope `basic`, service: accepted, user "", client "flytepropeller"
        Entra, scope `all`, person: accepted, user "pairwise", client ""
        Entra, scope `access_flyte`, person: the scopes ["access_flyte"] do not hold `all`
        Entra, a second exposed scope, person: the scopes ["all other"] do not hold `all`
        Entra, service: accepted, user "0bject", client ""
        Entra, any other app of the tenant: accepted, user "0ther", client ""
        Entra, token for Graph, person: invalid audience ["00000003-0000-0000-c000-000000000000"], wanted one of ["https://f"]
        Auth0 profile, person: accepted, user "auth0|1", client ""
        Auth0 profile, service: accepted, user "prop@clients", client ""
        Auth0, RFC 9068 profile, person: the scopes [] do not hold `all`
        Auth0, RFC 9068 profile, service: the scopes [] do not hold `all`
        "#);
    }

    #[test]
    fn accepts_a_token_of_the_internal_server() {
        // `flyteadmin/auth/authzserver/provider.go`: audience and issuer are the public URL, scopes a list.
        assert!(is_accepted(
            r#"{"aud": ["https://f"], "iss": "https://f", "client_id": "flytepropeller", "scp": ["all"], "sub": "flytepropeller"}"#
        ));
    }

    #[test]
    fn rejects_unusual_claims() {
        assert!(!is_accepted(r#"{"aud": "https://f", "scp": ""}"#));
        assert!(!is_accepted(r#"{"aud": "https://f/", "scp": "all"}"#));
        assert_eq!(
            verdict(r#"{"aud": "https://f", "client_id": null}"#),
            ClaimsVerdict::Denied(Denial::Panic("client_id"))
        );
        assert_eq!(verdict(r#"{"aud": "https://f", "email": null}"#), ClaimsVerdict::Denied(Denial::Panic("email")));
        assert_eq!(verdict(r#"{"aud": "https://f", "scp": [1]}"#), ClaimsVerdict::Denied(Denial::Panic("scp")));
        assert_eq!(
            verdict(r#"{"aud": "https://f", "user_info": "x"}"#),
            ClaimsVerdict::Denied(Denial::Panic("user_info"))
        );
        assert_eq!(verdict(r#"{"aud": "https://f", "scp": {}}"#), ClaimsVerdict::Denied(Denial::ScopeType));
    }
}
