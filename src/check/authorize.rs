//! Sends authorization requests without a user, to see whether the provider knows the client and its redirect URI.

use url::Url;

use super::gatekeeper::Gatekeeper;
use super::network::{HttpAnswer, HttpRequest, Network, Unreachable};
use crate::text::{visible, visible_url};

/// The authorization endpoint's response to a request.
#[derive(Debug, Clone)]
pub(super) enum Authorized {
    /// It shows the login.
    Accepted,
    /// It does not answer.
    Unreachable(Unreachable),
    /// It does not accept the redirect URI, at all or for this client.
    RedirectUri,
    /// It does not know the client.
    Client,
    /// It refuses with an OAuth error, at the redirect URI or on a page.
    Refused(String),
    /// A proxy requires its own login.
    Gatekeeper(Gatekeeper),
    /// It fails in another way.
    Other(String),
}

/// Texts of providers' error pages: Keycloak, Okta, Google, Entra ID, Auth0, node-oidc-provider, fosite.
const ABOUT_REDIRECT_URI: [&str; 9] = [
    "redirect_uri_mismatch",
    "invalid_redirect_uri",
    "parameter: redirect_uri",
    "redirect_uri&#39; parameter",
    "'redirect_uri' parameter",
    "\"redirect_uri\" parameter",
    "aadsts50011",
    "callback url mismatch",
    "pre-registered redirect urls",
];
const ABOUT_CLIENT: [&str; 6] = [
    "client not found",
    "invalid_client",
    "aadsts700016",
    "unknown client",
    "client is not available",
    "oauth client was not found",
];

/// Sends an authorization request. `request` contains no secret.
pub(super) fn authorize(network: &dyn Network, request: &Url, redirect_uri: &str) -> Authorized {
    let answer = match network.http(&HttpRequest::page(request.clone())) {
        Ok(answer) => answer,
        Err(error) => return Authorized::Unreachable(error),
    };
    if let Some(gatekeeper) = Gatekeeper::of(&answer) {
        return Authorized::Gatekeeper(gatekeeper);
    }
    if (300..400).contains(&answer.status) {
        let target = answer.header("location").and_then(|location| request.join(location).ok());
        return match target {
            Some(target) => redirected(&target, redirect_uri),
            None => Authorized::Other(format!("it answers {} without a target", answer.status)),
        };
    }
    page(&answer)
}

fn redirected(target: &Url, redirect_uri: &str) -> Authorized {
    let field = |name: &str| target.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned());
    let text = target.as_str().to_lowercase();
    match field("error") {
        Some(error) if target.as_str().starts_with(redirect_uri) => {
            let description = field("error_description").map(|text| format!(": {text}")).unwrap_or_default();
            let text: String = format!("{error}{description}").chars().take(300).collect();
            Authorized::Refused(visible(&text))
        }
        _ if ABOUT_REDIRECT_URI.iter().any(|words| text.contains(words)) => Authorized::RedirectUri,
        Some(error) if error == "invalid_client" || ABOUT_CLIENT.iter().any(|words| text.contains(words)) => {
            Authorized::Client
        }
        Some(error) => Authorized::Refused(visible(&error)),
        // Google encodes the error in one parameter of its error page.
        None if target.path().contains("/oauth/error") => {
            Authorized::Refused(format!("see {}", visible_url(target.as_str())))
        }
        None => Authorized::Accepted,
    }
}

/// Classifies a page: the provider's login, or its error.
fn page(answer: &HttpAnswer) -> Authorized {
    let text = String::from_utf8_lossy(&answer.body).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|words| text.contains(words));
    if has(&ABOUT_REDIRECT_URI) {
        return Authorized::RedirectUri;
    }
    if answer.status < 400 {
        // The scripts of a login page may contain error texts, so only distinctive ones count there.
        return if has(&["aadsts700016"]) { Authorized::Client } else { Authorized::Accepted };
    }
    if has(&ABOUT_CLIENT) {
        return Authorized::Client;
    }
    let json: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
    let field = |name: &str| json.as_ref().and_then(|json| json.get(name)?.as_str().map(str::to_owned));
    match (field("error"), field("error_description")) {
        (Some(error), Some(description)) => Authorized::Refused(visible(&format!("{error}: {description}"))),
        (Some(error), None) => Authorized::Refused(visible(&error)),
        _ => Authorized::Other(format!("it answers {}", answer.status)),
    }
}
