use super::external_support::issuer_site;
use crate::diagnostic::Severity;
use crate::flyte::config::Auth;
use crate::idp::build::{default_audience, is_guid};
use crate::idp::{IdpKind, Issuer};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "allowed-audience-of-another-api",
    summary: "`allowedAudience` lacks the audience that access tokens most likely carry",
    remedy: "add the audience of the access tokens",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((issuer, kind))) = (cx.auth(), cx.external()) else {
        return;
    };
    let allowed = auth.app_auth.external_auth_server.allowed_audience.get();
    let Some(allowed) = allowed.filter(|list| !list.is_empty()) else {
        return;
    };
    match kind {
        IdpKind::Okta => check_okta(cx, auth, &issuer, allowed, found),
        IdpKind::Entra => check_entra(cx, auth, allowed, found),
        _ => {}
    }
}

fn check_okta(cx: &Context<'_>, auth: &Auth, issuer: &Issuer, allowed: &[String], found: &mut Findings<'_>) {
    let Some(audience) = default_audience(issuer) else {
        return;
    };
    if !allowed.iter().any(|one| one == audience) {
        let setting = &auth.app_auth.external_auth_server.allowed_audience;
        // A listed public URL suggests that the audience was changed at Okta.
        let url = cx.facts().public_url.as_ref().map(ToString::to_string);
        let may_be_changed = url.is_some_and(|url| allowed.contains(&url));
        found
            .report(
                cx.setting(setting),
                format!(
                    "by default, tokens of Okta's authorization server `default` have the audience `{audience}`, \
                        which flyteadmin does not accept here"
                ),
            )
            .help(format!(
                "check the audience under Security > API > Authorization Servers; add it here (`{audience}`), or \
                    change it there"
            ))
            .severity(if may_be_changed { Severity::Info } else { Severity::Warning })
            .relate(issuer_site(cx, auth), "the server");
    }
}

/// At Entra, flytepropeller requests a token for the API that its scope names.
fn check_entra(cx: &Context<'_>, auth: &Auth, allowed: &[String], found: &mut Findings<'_>) {
    let Some(scopes) = cx.client_credentials().map(|admin| &admin.scopes) else {
        return;
    };
    let caller = cx.caller();
    let api = scopes.get().and_then(|scopes| scopes.first()).and_then(|scope| {
        let api = scope.strip_suffix("/.default")?;
        Some(api.strip_prefix("api://").unwrap_or(api)).filter(|api| is_guid(api))
    });
    let Some(api) = api else { return };
    let is_it = |one: &String| one.to_ascii_lowercase().contains(&api.to_ascii_lowercase());
    // A custom name may belong to the same API.
    let are_ids = allowed.iter().all(|one| is_guid(one.strip_prefix("api://").unwrap_or(one)));
    if are_ids && !allowed.iter().any(is_it) {
        let setting = &auth.app_auth.external_auth_server.allowed_audience;
        found
            .report(
                cx.setting(setting),
                format!(
                    "{caller} requests a token for the API `{api}`, but flyteadmin does not accept tokens \
                    for it"
                ),
            )
            .help(format!("list `{api}` and `api://{api}`, or let {caller} request the listed API"))
            .relate(cx.setting(scopes), format!("what {caller} requests"));
    }
}
