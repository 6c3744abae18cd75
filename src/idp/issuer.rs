//! The issuer: the URL that identifies an identity provider, byte for byte as in its discovery document.

use std::fmt;

use serde::Serialize;
use url::Url;

use crate::diagnostic::Fault;
use crate::flyte::{OAUTH_SERVER, OPENID_CONFIGURATION, is_local};
use crate::go::GoUrl;
use crate::text::{Slip, visible, visible_url};

/// An issuer URL, kept exactly as written: go-oidc compares it byte for byte with the `issuer` of
/// `<issuer>/.well-known/openid-configuration` (`flyteadmin/auth/auth_context.go`, v1.16.8).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Issuer {
    text: String,
    /// `None` for a placeholder.
    #[serde(skip)]
    url: Option<Url>,
}

/// Suffixes of URLs that users copy from a discovery document or a console in place of the issuer.
const ENDPOINTS: [&str; 13] = [
    OPENID_CONFIGURATION,
    OAUTH_SERVER,
    "/protocol/openid-connect/auth",
    "/protocol/openid-connect/token",
    "/protocol/openid-connect",
    "/oauth2/v2.0/authorize",
    "/oauth2/v2.0/token",
    "/v1/authorize",
    "/v1/token",
    "/v2.0/authorize",
    "/authorize",
    "/token",
    "/callback",
];

impl Issuer {
    /// Returns the issuer in a setting of Flyte; `None` if it is not one.
    pub fn of_url(url: &GoUrl) -> Option<Self> {
        Self::parse(&url.to_string()).ok()
    }

    /// Parses an issuer. The fault says what the text is instead (a discovery document, an endpoint, a placeholder, …)
    /// and suggests the issuer that was probably meant.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let url = parse_url(text)?;
        check_address(text, &url)?;
        check_is_issuer(text, &url)?;
        Ok(Self { text: text.to_owned(), url: Some(url) })
    }

    /// Creates a placeholder for an unknown issuer. It has no host.
    pub fn placeholder(text: &str) -> Self {
        Self { text: text.to_owned(), url: None }
    }

    /// Returns whether it is a placeholder.
    pub const fn is_placeholder(&self) -> bool {
        self.url.is_none()
    }

    /// Returns the issuer exactly as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the host name in lower case.
    pub fn host(&self) -> &str {
        self.url.as_ref().and_then(Url::host_str).unwrap_or_default()
    }

    /// Returns the path, at least `/`.
    pub fn path(&self) -> &str {
        self.url.as_ref().map_or("/", Url::path)
    }

    /// Returns the path's segments; the last one is empty after a trailing slash.
    pub fn segments(&self) -> Vec<&str> {
        self.url.as_ref().and_then(Url::path_segments).map(Iterator::collect).unwrap_or_default()
    }

    /// Returns whether the text ends in a slash, which is part of the issuer.
    pub fn has_trailing_slash(&self) -> bool {
        self.text.ends_with('/')
    }

    /// Returns the text without trailing slashes.
    pub fn without_trailing_slash(&self) -> &str {
        self.text.trim_end_matches('/')
    }

    /// Returns the URL of the discovery document that flyteadmin reads at startup.
    pub fn discovery_url(&self) -> String {
        discovery_url(&self.text)
    }
}

/// Parses an issuer's URL.
fn parse_url(text: &str) -> Result<Url, Fault> {
    let shown = visible_url(text);
    if text.is_empty() {
        return Err(Fault::new("the issuer is empty").help("copy `issuer` from the provider's discovery document"));
    }
    if text.contains(['<', '>', '$']) || text.contains("{{") {
        return Err(
            Fault::new(format!("`{shown}` still contains a placeholder")).help("use your own host, realm or tenant")
        );
    }
    if let Some(slip) = Slip::find(text).filter(|slip| !matches!(slip, Slip::Space | Slip::LineEnd)) {
        return Err(Fault::new(format!("`{shown}` {slip}")).help("copy only the issuer"));
    }
    if text.contains(char::is_whitespace) {
        return Err(Fault::new(format!("`{shown}` contains whitespace")).help("an issuer is one URL without spaces"));
    }
    Url::parse(text).map_err(|_| {
        let fault = Fault::new(format!("`{shown}` is not a URL"));
        if text.contains("://") {
            fault.help("an issuer looks like `https://idp.example.org/realms/flyte`")
        } else {
            fault.help(format!("did you mean `https://{shown}`?")).suggest(format!("https://{text}"))
        }
    })
}

/// Checks scheme, host and credentials of an issuer's URL.
fn check_address(text: &str, url: &Url) -> Result<(), Fault> {
    let shown = visible_url(text);
    // The parser accepts slashes that Go does not.
    let rest = text.split_once("://").map(|(_, rest)| rest);
    if rest.is_none_or(|rest| rest.contains("//") || rest.starts_with('/')) {
        let right = url.to_string().replace("//", "/").replacen(":/", "://", 1);
        return Err(Fault::new(format!("`{shown}` does not have the slashes of a URL"))
            .help(format!("use `{}`", visible_url(&right)))
            .suggest(right));
    }
    if text.contains(',') {
        return Err(Fault::new(format!("`{shown}` contains a comma")).help("an issuer is one URL"));
    }
    let local = url.host_str().is_some_and(is_local);
    match url.scheme() {
        "https" => {}
        "http" if local => {}
        "http" => {
            let secure = text.replacen("http://", "https://", 1);
            return Err(Fault::new(format!("`{shown}` is not https"))
                .help(format!("use `{}`", visible_url(&secure)))
                .suggest(secure));
        }
        _ => {
            return Err(Fault::new(format!("`{shown}` is not an https URL"))
                .help("an issuer looks like `https://idp.example.org/realms/flyte`"));
        }
    }
    let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
        return Err(Fault::new(format!("`{shown}` has no host")));
    };
    if host.contains("..") || host.starts_with('.') {
        return Err(Fault::new(format!("`{shown}` has a host name with an empty part between two dots")));
    }
    if !url.username().is_empty() || url.password().is_some() {
        // The text is not shown because it contains a password.
        return Err(Fault::new("the issuer contains a user name or password")
            .help("remove everything between `https://` and the host"));
    }
    Ok(())
}

/// Checks that a URL is an issuer, not a page or an endpoint of an identity provider.
fn check_is_issuer(text: &str, url: &Url) -> Result<(), Fault> {
    let shown = visible_url(text);
    let host = url.host_str().unwrap_or_default();
    if let Some(end) = ENDPOINTS.iter().find(|end| {
        let path = url.path().trim_end_matches('/');
        path.ends_with(*end)
    }) {
        return Err(endpoint(text, url, end));
    }
    if let Some(realm) = keycloak_page(text) {
        return Err(Fault::new(format!("`{shown}` is a page or an endpoint of a Keycloak realm, not the issuer"))
            .help(format!("use `{}`", visible(realm)))
            .suggest(realm));
    }
    if url.path().contains("/admin/") && url.path().trim_end_matches('/').ends_with("/console") {
        return Err(Fault::new(format!("`{shown}` is Keycloak's admin console, not the issuer"))
            .help(format!("use `https://{host}/realms/<realm>`")));
    }
    if url.query().is_some() || url.fragment().is_some() {
        let end = text.find(['?', '#']).unwrap_or(text.len());
        return Err(Fault::new(format!("`{shown}` has a query or fragment, but an issuer has none"))
            .help(format!("use `{}`", visible(text.get(..end).unwrap_or(text))))
            .suggest(text.get(..end).unwrap_or(text)));
    }
    Ok(())
}

/// The URL at which go-oidc reads the discovery document of an issuer. It removes one trailing slash, as OpenID Connect
/// Discovery 1.0 §4 requires (`NewProvider` in `oidc/oidc.go`, v3.6.0).
pub fn discovery_url(issuer: &str) -> String {
    format!("{}{OPENID_CONFIGURATION}", issuer.strip_suffix('/').unwrap_or(issuer))
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Returns whether an issuer is one of Flyte's own URLs, regardless of a trailing slash.
pub fn is_flytes_own(issuer: &str, url: &str) -> bool {
    issuer.trim_end_matches('/') == url.trim_end_matches('/')
}

/// Returns the issuer of the Keycloak realm to which a page or endpoint belongs.
fn keycloak_page(text: &str) -> Option<&str> {
    let (_, below) = text.split_once("/realms/")?;
    let (realm, page) = below.split_once('/')?;
    let end = text.len().checked_sub(below.len())? + realm.len();
    let first = page.split(['/', '?', '#']).next()?;
    let is_page = ["account", "protocol", "login-actions", "broker", "clients-registrations"].contains(&first);
    is_page.then(|| text.get(..end)).flatten()
}

/// Returns the fault of a URL that ends like an endpoint, with the issuer that belongs to it.
fn endpoint(text: &str, url: &Url, end: &str) -> Fault {
    let path = url.path().trim_end_matches('/');
    let base = path.strip_suffix(end).unwrap_or(path);
    // Entra's endpoints are below the tenant, its issuer is <tenant>/v2.0.
    let issuer_path = if end.contains("/v2.0/") { format!("{base}/v2.0") } else { base.to_owned() };
    let authority_end = text
        .find("://")
        .and_then(|scheme| text.get(scheme + 3..).and_then(|rest| rest.find('/')).map(|slash| scheme + 3 + slash))
        .unwrap_or(text.len());
    let issuer = format!("{}{issuer_path}", text.get(..authority_end).unwrap_or(text));
    let what = if end.starts_with("/.well-known") { "a discovery document" } else { "an endpoint" };
    Fault::new(format!("`{}` is {what}, not the issuer", visible_url(text)))
        .help(format!("use the issuer, probably `{}`", visible(&issuer)))
        .suggest(issuer)
}

#[cfg(test)]
mod tests {
    use super::Issuer;

    fn fault(text: &str) -> String {
        let fault = Issuer::parse(text).expect_err(text);
        format!("{fault} | {}", fault.advice().unwrap_or_default())
    }

    #[test]
    fn rejects_urls_that_are_not_issuers() {
        insta::assert_snapshot!(
            [
                "",
                "idp.example.org",
                "http://idp.example.org",
                "https://idp.example.org/ x",
                "https://<org>.okta.com",
                "https://u:p@idp.example.org",
                "ftp://idp.example.org",
                "https://idp.example.org/?a=b",
                "https://dev-1.okta.com/oauth2/default/.well-known/openid-configuration",
                "https://dev-1.okta.com/oauth2/default/v1/authorize",
                "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize",
                "https://kc.example.org/realms/flyte/protocol/openid-connect/token",
                "https://x.eu.auth0.com/authorize?client_id=1",
            ]
            .map(fault)
            .join("\n"),
            @"
        the issuer is empty | copy `issuer` from the provider's discovery document
        `idp.example.org` is not a URL | did you mean `https://idp.example.org`?
        `http://idp.example.org` is not https | use `https://idp.example.org`
        `https://idp.example.org/ x` contains whitespace | an issuer is one URL without spaces
        `https://<org>.okta.com` still contains a placeholder | use your own host, realm or tenant
        the issuer contains a user name or password | remove everything between `https://` and the host
        `ftp://idp.example.org` is not an https URL | an issuer looks like `https://idp.example.org/realms/flyte`
        `https://idp.example.org/?…` has a query or fragment, but an issuer has none | use `https://idp.example.org/`
        `https://dev-1.okta.com/oauth2/default/.well-known/openid-configuration` is a discovery document, not the issuer | use the issuer, probably `https://dev-1.okta.com/oauth2/default`
        `https://dev-1.okta.com/oauth2/default/v1/authorize` is an endpoint, not the issuer | use the issuer, probably `https://dev-1.okta.com/oauth2/default`
        `https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/authorize` is an endpoint, not the issuer | use the issuer, probably `https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0`
        `https://kc.example.org/realms/flyte/protocol/openid-connect/token` is an endpoint, not the issuer | use the issuer, probably `https://kc.example.org/realms/flyte`
        `https://x.eu.auth0.com/authorize?…` is an endpoint, not the issuer | use the issuer, probably `https://x.eu.auth0.com`
        "
        );
    }

    #[test]
    fn keeps_valid_issuers_unchanged() {
        for text in [
            "https://accounts.google.com",
            "https://x.eu.auth0.com/",
            "https://kc.example.org:8443/auth/realms/flyte",
            "http://localhost:8080/realms/flyte",
        ] {
            assert_eq!(Issuer::parse(text).unwrap().as_str(), text);
        }
    }
}
