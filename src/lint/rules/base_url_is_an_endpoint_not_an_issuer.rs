use super::fix_support::set;
use super::network_support::{entries, is_public};
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::Severity;
use crate::flyte::config::Traced;
use crate::go::GoUrl;
use crate::idp::build::is_entra_v1;
use crate::idp::{IdpKind, Issuer, doubt, is_flytes_own};
use crate::lint::{Context, Findings, Rule, declare_rule};
use crate::values::Path;

declare_rule! {
    name: "base-url-is-an-endpoint-not-an-issuer",
    summary: "`baseUrl` is an endpoint, a discovery document or not an https URL, instead of the issuer",
    remedy: "use the value of `issuer` in the provider's discovery document",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let login = &auth.user_auth.open_id.base_url;
    let server = &auth.app_auth.external_auth_server;
    check_issuer(cx, found, login, true);
    report_flyte(cx, found, login);
    if cx.is_fragment() && !server.metadata_url.is_given() {
        check_scheme(cx, found, &server.base_url);
    }
    // With a complete metadata URL, the base URL has no effect.
    let whole = server.metadata_url.get().is_none_or(|url| !url.host().is_empty());
    if cx.is_external() && !whole {
        check_issuer(cx, found, &server.base_url, false);
        report_flyte(cx, found, &server.base_url);
        report_audience(cx, found, &server.base_url);
        let from_root = server.metadata_url.get().is_some_and(|url| url.path().starts_with('/'));
        if !from_root {
            check_provider_form(cx, found, &server.base_url);
        }
    }
}

/// Checks the scheme of an external server in a layer, which does not show whether a metadata URL replaces it.
fn check_scheme(cx: &Context<'_>, found: &mut Findings<'_>, value: &Traced<GoUrl>) {
    let is_http = |url: &&GoUrl| url.scheme() == "http" && is_public(url.hostname());
    if let Some(url) = value.get().filter(is_http) {
        found
            .report(cx.setting(value), format!("`{url}` is not https"))
            .severity(Severity::Warning)
            .help(format!("use `{}`", url.to_string().replacen("http://", "https://", 1)));
    }
}

fn check_issuer(cx: &Context<'_>, found: &mut Findings<'_>, value: &Traced<GoUrl>, is_login: bool) {
    let Some(url) = value.get().filter(|url| !url.is_empty()) else {
        return;
    };
    let text = url.to_string();
    // A placeholder is reported by another rule.
    if text.contains(['<', '>', '$']) || text.contains("%3C") || text.contains("{{") {
        return;
    }
    // The path of the metadata replaces the query.
    let text = if is_login { text } else { text.split(['?', '#']).next().unwrap_or_default().to_owned() };
    let site = cx.setting(value);
    let fault = match Issuer::parse(&text) {
        Err(fault) => fault,
        Ok(issuer) => {
            if let Some(fault) = doubt(&issuer) {
                found
                    .report(site, fault.message())
                    .severity(Severity::Warning)
                    .help(fault.advice().unwrap_or_default());
            }
            return;
        }
    };
    let changes = text
        .find("/.well-known/")
        .and_then(|at| text.get(..at))
        .filter(|issuer| Issuer::parse(issuer).is_ok())
        .map(|issuer| set(&site, issuer));
    let finding = found.report(site, fault.message());
    if let Some(changes) = changes {
        finding.fix("Write only the issuer", Safe, changes);
    }
    if let Some(advice) = fault.advice() {
        finding.help(advice);
    }
    // A provider inside the cluster may use plain HTTP; tokens and secrets are then not encrypted.
    if url.scheme() == "http" && !is_public(url.hostname()) {
        finding.severity(Severity::Warning);
    }
}

/// Rules whose findings follow from an invalid issuer.
static OF_METADATA: [&Rule; 1] = [&super::external_metadata_url_wrong_for_idp::RULE];

fn external_server(cx: &Context<'_>) -> Path {
    cx.release().right_path(&cx.chart().home("auth.appAuth.externalAuthServer"))
}

/// Reports an issuer, of logins or access tokens, that is Flyte itself.
fn report_flyte(cx: &Context<'_>, found: &mut Findings<'_>, value: &Traced<GoUrl>) {
    let Some(url) = value.get().filter(|url| !url.is_empty()) else { return };
    let is_own = |own: &GoUrl| is_flytes_own(&url.to_string(), &own.to_string());
    let Some(own) = entries(cx).into_iter().find(|entry| is_own(entry.url)) else { return };
    found
        .report(cx.setting(value), format!("`{url}` is Flyte's own URL, not an identity provider"))
        .help(if cx.is_external() {
            "write the issuer of the identity provider, or use `authServerType: Self`"
        } else {
            "write the issuer of the identity provider"
        })
        .relate(own.site(cx), "Flyte's URL")
        .explains(OF_METADATA, external_server(cx));
}

/// Reports an issuer of access tokens that is the requested audience: the two were mixed up.
fn report_audience(cx: &Context<'_>, found: &mut Findings<'_>, value: &Traced<GoUrl>) {
    let (Some(auth), Some(url)) = (cx.auth(), value.get().filter(|url| !url.is_empty())) else { return };
    let published = &auth.app_auth.third_party_config.flyte_client.audience;
    let requested = [Some(published), cx.admin().map(|admin| &admin.audience)];
    let url = url.to_string();
    let Some(audience) = requested.into_iter().flatten().find(|audience| audience.text() == Some(&url)) else { return };
    found
        .report(
            cx.setting(value),
            format!("`{url}` is the audience that clients request, not the issuer of their tokens"),
        )
        .help("write the issuer of the identity provider")
        .relate(cx.setting(audience), "the audience")
        .explains(OF_METADATA, external_server(cx));
}

/// Checks that the issuer of access tokens has its provider's form. A missing or additional trailing slash has no
/// effect there.
fn check_provider_form(cx: &Context<'_>, found: &mut Findings<'_>, value: &Traced<GoUrl>) {
    let Some(text) = value.get().map(ToString::to_string) else { return };
    let bare = text.trim_end_matches('/');
    let check = |text: &str| {
        let issuer = Issuer::parse(text).ok()?;
        Some(IdpKind::of(&issuer).provider().check_issuer(&issuer))
    };
    let (Some(as_written), Some(with_slash), Some(without)) = (check(&text), check(&format!("{bare}/")), check(bare))
    else {
        return;
    };
    if let (Err(fault), Err(_), Err(_)) = (as_written, with_slash, without) {
        let finding = found.report(cx.setting(value), fault.message());
        if let Some(advice) = fault.advice() {
            finding.help(advice);
        }
        if Issuer::parse(&text).is_ok_and(|issuer| is_entra_v1(&issuer)) {
            finding.severity(Severity::Warning);
        }
    }
}
