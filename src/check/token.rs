//! Requests tokens like Go's x/oauth2, and reads them without verifying their signature.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use url::Url;

use super::fetch::what;
use super::network::{CallCredentials, FormBody, HttpAnswer, HttpRequest, Network, Unreachable};
use crate::secret::Secret;
use crate::text::{visible, visible_url};

/// The response of a token endpoint.
#[derive(Debug, Clone)]
pub(super) struct Issued {
    pub(super) access_token: Secret,
    /// The granted scopes, if the endpoint returns them.
    pub(super) scope: Option<String>,
}

/// The reason why there is no token.
#[derive(Debug, Clone)]
pub(super) enum NoToken {
    /// The endpoint does not answer.
    Unreachable(Unreachable),
    /// It refuses with an OAuth error (RFC 6749, section 5.2).
    Refused {
        /// `invalid_client`, `invalid_scope`, …
        error: String,
        /// `error_description`, without secrets; may be empty.
        description: String,
    },
    /// The answer is something else.
    Other(String),
}

/// A confidential client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Confidential<'a> {
    pub(super) id: &'a str,
    pub(super) secret: &'a Secret,
}

/// Sends a token request with a client's secret: first in the header, then in the form, like x/oauth2 v0.35.0, which
/// tries what a provider supports (`internal/token.go`, `RetrieveToken`).
pub(super) fn ask_as(
    network: &dyn Network,
    url: &Url,
    form: &FormBody,
    client: Confidential<'_>,
) -> Result<Issued, NoToken> {
    let basic = CallCredentials::Basic { id: client.id.to_owned(), secret: client.secret.clone() };
    let in_header = HttpRequest { credentials: basic, ..HttpRequest::post(url.clone(), form.clone()) };
    let first = ask(network, &in_header);
    match first {
        Err(NoToken::Refused { .. } | NoToken::Other(_)) => {}
        first => return first,
    }
    let form = form.clone().with("client_id", client.id).with("client_secret", client.secret.expose());
    let second = ask(network, &HttpRequest::post(url.clone(), form));
    match (&first, &second) {
        // The answer to the form may only mean that the provider requires the header.
        (Err(NoToken::Refused { error, .. }), Err(NoToken::Refused { error: other, .. }))
            if error != "invalid_client" && other == "invalid_client" =>
        {
            first
        }
        _ => second,
    }
}

/// Sends a token request.
pub(super) fn ask(network: &dyn Network, request: &HttpRequest) -> Result<Issued, NoToken> {
    let answer = network.http(request).map_err(NoToken::Unreachable)?;
    read(&request.url, &answer)
}

fn read(url: &Url, answer: &HttpAnswer) -> Result<Issued, NoToken> {
    let shown = visible_url(url.as_str());
    let json: Option<Map<String, Value>> = serde_json::from_slice(&answer.body).ok();
    let text = |name: &str| json.as_ref()?.get(name)?.as_str().map(str::to_owned);
    if let Some(error) = text("error") {
        let description = text("error_description").unwrap_or_default();
        return Err(NoToken::Refused { error: visible(&error), description: shortened(&description) });
    }
    if (300..400).contains(&answer.status) {
        let target = answer.header("location").map(visible_url).unwrap_or_default();
        return Err(NoToken::Other(format!("{shown} redirects to {target}, and a secret is not sent there")));
    }
    match text("access_token") {
        Some(token) if answer.status == 200 => {
            Ok(Issued { access_token: Secret::as_written(&token), scope: text("scope") })
        }
        _ if answer.status == 200 && json.is_some() => Err(NoToken::Other(format!("{shown} issues no `access_token`"))),
        _ => Err(NoToken::Other(format!("{shown} answers {} with {}", answer.status, what(answer)))),
    }
}

/// Shortens a description to one line without trailing details (Entra ID adds trace IDs and times).
fn shortened(text: &str) -> String {
    let end = [" Trace ID:", "\r", "\n"].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    let text: String = text.get(..end).unwrap_or(text).chars().take(300).collect();
    visible(text.trim().trim_end_matches('.'))
}

/// The content of a JWT.
#[derive(Debug, Clone)]
pub(super) struct Jwt {
    pub(super) claims: Map<String, Value>,
}

/// Reads a JWT; `None` for a token that is not one.
pub(super) fn decode(token: &Secret) -> Option<Jwt> {
    let mut parts = token.expose().split('.');
    let (header, claims, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let json = |part: &str| -> Option<Map<String, Value>> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()?).ok()
    };
    json(header)?.get("alg")?;
    Some(Jwt { claims: json(claims)? })
}

/// Returns the claims that may be shown: the decisive ones, or all.
pub(super) fn shown(claims: &Map<String, Value>, all: bool) -> Map<String, Value> {
    const DECISIVE: [&str; 12] =
        ["iss", "aud", "azp", "appid", "cid", "client_id", "clientId", "scp", "scope", "typ", "gty", "idtyp"];
    claims
        .iter()
        .filter(|(name, _)| all || DECISIVE.contains(&&***name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{decode, shortened};
    use crate::secret::Secret;

    #[test]
    fn distinguishes_jwts_and_opaque_tokens() {
        let jwt = decode(&Secret::as_written("eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhIn0.c2ln")).unwrap();
        assert_eq!(jwt.claims["aud"], "a");
        for opaque in ["ya29.a0AfH6SMB", "a.b.c", "abc", "", "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJhIn0.c2ln.d"] {
            assert!(decode(&Secret::as_written(opaque)).is_none(), "{opaque}");
        }
    }

    #[test]
    fn shortens_a_description_before_trace_ids() {
        let text = "AADSTS7000215: Invalid client secret provided. Trace ID: 1 Correlation ID: 2";
        assert_eq!(shortened(text), "AADSTS7000215: Invalid client secret provided");
    }
}
