//! Lists the requests of a run for `--dry-run`.

use super::examination::CheckOptions;
use super::expected::Expected;
use super::probe::ProbeGroup;
use crate::flyte::{OAUTH_SERVER, OPENID_CONFIGURATION};
use crate::idp::discovery_url;
use crate::text::visible_url;

/// Returns the requests, one per line, in order. Endpoints that are only known from the provider's documents are listed
/// by name.
pub fn contacts(expected: &Expected, options: CheckOptions, only: Option<ProbeGroup>, has_secret: bool) -> Vec<String> {
    let wants = |group| only.is_none_or(|only| only == group);
    let mut lines = Vec::new();
    if wants(ProbeGroup::IdentityProvider) || wants(ProbeGroup::Clients) {
        list_provider(expected, &mut lines);
    }
    let url = expected.url.as_ref().map(ToString::to_string);
    if wants(ProbeGroup::Clients) {
        list_clients(expected, options, url.as_deref(), has_secret, &mut lines);
    }
    if let Some(url) = url.filter(|_| wants(ProbeGroup::Deployment) || expected.issuer.is_none()) {
        list_deployment(&url, &mut lines);
        if expected.issuer.is_none() {
            lines.push("then the identity provider in its answers".to_owned());
        }
    }
    if options.login.is_some() {
        lines.push("then a login as flytectl does it, with the endpoints that the deployment publishes".to_owned());
    }
    lines.dedup();
    lines
}

fn list_provider(expected: &Expected, lines: &mut Vec<String>) {
    let issuer = expected.issuer.as_deref();
    if let Some(issuer) = issuer {
        lines.push(format!("GET  {}", visible_url(&discovery_url(issuer))));
    }
    if let Some(url) = expected.external.as_ref().and_then(|server| server.metadata_url.as_deref()) {
        lines.push(format!("GET  {}", visible_url(url)));
    }
    if issuer.is_some() {
        lines.push("GET  the `jwks_uri` in it".to_owned());
    }
}

fn list_clients(
    expected: &Expected,
    options: CheckOptions,
    url: Option<&str>,
    has_secret: bool,
    lines: &mut Vec<String>,
) {
    let own = url.filter(|_| expected.external.is_none());
    let token = own.map_or_else(|| "the `token_endpoint` in it".to_owned(), |url| format!("{url}/oauth2/token"));
    if let Some(id) = expected.propeller.as_ref().and_then(|client| client.id.as_ref()).filter(|_| has_secret) {
        lines.push(format!("POST {token}, as `{id}` with its secret (client_credentials)"));
    }
    if let Some(id) = &expected.web {
        lines.push(format!("GET  the `authorization_endpoint` in it, as `{id}`"));
        if options.probes_secret {
            lines.push(format!("POST the `token_endpoint` in it, as `{id}` with its secret and an invalid code"));
        }
    }
    if let Some(id) = &expected.flytectl.id {
        if let Some(url) = own {
            lines.push(format!("GET  {url}/oauth2/authorize, as `{id}`"));
        } else {
            lines.push(format!("GET  the `authorization_endpoint` in it, as `{id}`"));
            lines.push(format!("POST the `token_endpoint` in it, as `{id}` with an invalid code"));
            lines.push(format!("POST the `device_authorization_endpoint`, if there is one, as `{id}`"));
        }
    }
}

fn list_deployment(url: &str, lines: &mut Vec<String>) {
    for path in
        ["/healthcheck", "/api/v1/projects", "/login", OPENID_CONFIGURATION, OAUTH_SERVER, "/config/v1/flyte_client"]
    {
        lines.push(format!("GET  {url}{path}"));
    }
    for method in [
        "AuthMetadataService/GetOAuth2Metadata",
        "AuthMetadataService/GetPublicClientConfig",
        "AdminService/ListProjects",
    ] {
        lines.push(format!("gRPC {url}/flyteidl.service.{method}"));
    }
}
