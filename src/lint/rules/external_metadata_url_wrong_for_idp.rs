use super::external_support::issuer_site;
use super::fix_support::set;
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::flyte::OAUTH_SERVER;
use crate::flyte::config::{Auth, Traced};
use crate::go::GoUrl;
use crate::idp::{IdpKind, Issuer, METADATA_URL};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "external-metadata-url-wrong-for-idp",
    summary: "flyteadmin reads the authorization server's metadata from a URL that this identity provider does not \
        serve",
    remedy: "set `externalAuthServer.metadataUrl` to `.well-known/openid-configuration`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_external()) else { return };
    let given = &auth.app_auth.external_auth_server.metadata_url;
    if let Some(url) = given.get().filter(|url| !url.scheme().is_empty()) {
        check_complete_url(cx, given, url, found);
        return;
    }
    if cx.external().is_some_and(|(_, kind)| kind != IdpKind::Google) {
        check_relative_url(cx, auth, given, found);
    }
}

/// Checks a URL relative to the issuer.
fn check_relative_url(cx: &Context<'_>, auth: &Auth, given: &Traced<GoUrl>, found: &mut Findings<'_>) {
    let Some((issuer, kind)) = cx.external() else { return };
    let (Some(url), Some(resolved)) = (given.get(), &cx.facts().metadata_url) else {
        return;
    };
    let site = if url.is_empty() { cx.unset(given) } else { cx.setting(given) };
    let home = cx.home(given);
    let help = format!("set `{home}: {METADATA_URL}`");
    let changes = set(&site, METADATA_URL);
    let title = format!("Set `metadataUrl: {METADATA_URL}`");
    let below = issuer.path().trim_end_matches('/');
    if url.path().starts_with('/') && !below.is_empty() && !url.path().contains(below) {
        found
            .report(
                site,
                format!(
                    "because of the leading slash, flyteadmin reads `{resolved}`, without the issuer's path `{below}`"
                ),
            )
            .help(help)
            .fix(title, Safe, changes)
            .relate(issuer_site(cx, auth), "the issuer");
        return;
    }
    if !url.is_empty() && !is_metadata(&issuer, resolved) {
        let is_certain = kind != IdpKind::Oidc || kind.provider().name_at(&issuer) != issuer.host();
        found
            .report(
                site,
                format!("flyteadmin does not start: it reads `{resolved}`, where providers serve no metadata"),
            )
            .severity(if is_certain { Severity::Error } else { Severity::Warning })
            .help(help)
            .fix(title, Unsafe, changes)
            .relate(issuer_site(cx, auth), "the issuer");
        return;
    }
    // RFC 8414 appends the issuer's path, so the URL does not end like this.
    if !resolved.path().ends_with(OAUTH_SERVER) {
        return;
    }
    let (severity, has) = match kind {
        IdpKind::Entra => (Severity::Error, "Entra does not serve this document"),
        IdpKind::Keycloak => (Severity::Warning, "Keycloak before 25 does not serve this document"),
        IdpKind::Oidc => (Severity::Warning, "not every provider serves this document"),
        IdpKind::Okta | IdpKind::Google => return,
    };
    found
        .report(site, format!("flyteadmin does not start unless it can read `{resolved}`; {has}"))
        .severity(severity)
        .help(help)
        .fix(title, if severity == Severity::Error { Safe } else { Unsafe }, changes)
        .relate(issuer_site(cx, auth), "the issuer");
}

/// Checks a complete URL, used in place of one relative to the issuer. A self-hosted server may have its metadata
/// anywhere.
fn check_complete_url(cx: &Context<'_>, given: &Traced<GoUrl>, url: &GoUrl, found: &mut Findings<'_>) {
    if !url.path().contains("/.well-known/") {
        found
            .report(
                cx.setting(given),
                format!("flyteadmin does not start: it reads metadata at `{url}`, where providers serve none"),
            )
            .severity(Severity::Warning)
            .help(format!("set `{}: {METADATA_URL}`", cx.home(given)));
    }
}

/// Returns whether a URL is one of an issuer's metadata URLs: OpenID Connect Discovery section 4, RFC 8414 section 3.
fn is_metadata(issuer: &Issuer, url: &GoUrl) -> bool {
    let path = issuer.path().trim_end_matches('/');
    let documents =
        [format!("{path}/{METADATA_URL}"), format!("{path}{OAUTH_SERVER}"), format!("{OAUTH_SERVER}{path}")];
    url.hostname() == issuer.host() && documents.iter().any(|document| url.path() == document)
}
