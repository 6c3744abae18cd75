use super::external_support::issuer_site;
use super::fix_support::{add_item, set};
use super::setting_support::emptied;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::config::{Auth, Traced};
use crate::flyte::run::accepted_audiences;
use crate::idp::build::is_scope_of_an_api;
use crate::idp::{IdpKind, Issuer};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "external-missing-allowed-audience",
    summary: "`allowedAudience` is missing, so the audience of access tokens does not match all of Flyte's URLs",
    remedy: "list the audience of the access tokens in `externalAuthServer.allowedAudience`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((issuer, kind))) = (cx.auth(), cx.external()) else {
        return;
    };
    if kind == IdpKind::Google {
        return;
    }
    let allowed = &auth.app_auth.external_auth_server.allowed_audience;
    let Some(list) = allowed.get() else { return };
    // No token has an empty audience.
    let list: Vec<&String> = list.iter().filter(|one| !one.trim().is_empty()).collect();
    let needs_audience = kind.provider().needs_audience_parameter(&issuer);
    if report_requested(cx, allowed, list.is_empty(), needs_audience, found) {
        return;
    }
    check_published(cx, auth, &issuer, kind, found);
    if list.is_empty() {
        check_default(cx, auth, &issuer, kind, found);
    }
}

/// Reports an audience that the caller requests and flyteadmin doesn't accept. Returns whether there is one.
fn report_requested(
    cx: &Context<'_>,
    allowed: &Traced<Vec<String>>,
    is_empty: bool,
    needs_audience: bool,
    found: &mut Findings<'_>,
) -> bool {
    let facts = cx.facts();
    let requested = facts.propeller_audience.as_deref().filter(|requested| !requested.is_empty());
    let (Some(requested), Some(accepted), Some(admin)) = (requested, &facts.accepted_audiences, cx.admin()) else {
        return false;
    };
    if accepted.iter().any(|one| one == requested) || admin.use_audience_from_admin.get() != Some(&false) {
        return false;
    }
    let home_site = if is_empty { cx.unset(allowed) } else { cx.setting(allowed) };
    let changes = add_item(cx, &home_site, accepted, requested);
    found
        .report(
            cx.setting(&admin.audience),
            format!("{} requests the audience `{requested}`, which flyteadmin does not accept", cx.caller()),
        )
        .severity(if needs_audience { Severity::Error } else { Severity::Warning })
        .help(format!("add `{requested}` to `{}`", cx.home(allowed)))
        .fix(format!("Add `{requested}` to `allowedAudience`"), Unsafe, changes)
        .relate(cx.setting(allowed), "not in this list");
    true
}

/// Checks the audiences that flyteadmin accepts if the list is empty: the public URLs.
fn check_default(cx: &Context<'_>, auth: &Auth, issuer: &Issuer, kind: IdpKind, found: &mut Findings<'_>) {
    let facts = cx.facts();
    let (Some(users), Some(propeller)) = (&facts.public_url, &facts.propeller_public_url) else {
        return;
    };
    let allowed = &auth.app_auth.external_auth_server.allowed_audience;
    let home = cx.home(allowed);
    let caller = cx.caller();
    let site = emptied(cx, allowed).unwrap_or_else(|| cx.unset(allowed));
    if users.to_string() != propeller.to_string() {
        // Other providers can be configured to put several audiences into a token.
        let one_audience =
            matches!(kind, IdpKind::Okta | IdpKind::Entra) || kind.provider().needs_audience_parameter(issuer);
        let severity = if one_audience { Severity::Error } else { Severity::Warning };
        let changes = set(&site, vec![users.to_string()]);
        found
            .report(
                site,
                format!(
                    "user tokens need the audience `{users}` and {caller}'s token `{propeller}`, but a \
                        provider usually uses one audience for both"
                ),
            )
            .severity(severity)
            .fix(format!("Accept the audience `{users}`"), Unsafe, changes)
            .help(format!("set `{home}` to the audience of {}'s access tokens", kind.provider().name_at(issuer)))
            .relate(cx.setting(&auth.authorized_uris), "the public URLs");
    } else if kind == IdpKind::Entra {
        let api = auth.user_auth.open_id.client_id.text();
        let changes = api.map(|id| set(&site, vec![id.to_owned(), format!("api://{id}")]));
        let finding = found.report(
            site,
            format!(
                "flyteadmin accepts only the audience `{users}`, but Entra's access tokens carry the ID of the \
                API"
            ),
        );
        // An API may use Flyte's URL as its ID; the scopes name the API.
        let scopes = auth.app_auth.third_party_config.flyte_client.scopes.get();
        let names_another = scopes
            .and_then(|scopes| scopes.iter().find(|scope| is_scope_of_an_api(scope)))
            .is_some_and(|scope| !scope.starts_with(&users.to_string()));
        finding
            .severity(if names_another { Severity::Error } else { Severity::Warning })
            .help(format!("set `{home}` to the API's client ID and to `api://<client ID>`"))
            .relate(issuer_site(cx, auth), "Entra");
        if let Some(changes) = changes {
            finding.fix("Accept the web client's ID as the API's", Unsafe, changes);
        }
    }
}

/// Checks that flyteadmin accepts the audience that flytectl and pyflyte request. Okta, Keycloak and Entra ID ignore
/// the parameter.
fn check_published(cx: &Context<'_>, auth: &Auth, issuer: &Issuer, kind: IdpKind, found: &mut Findings<'_>) {
    let (IdpKind::Oidc, Some(url)) = (kind, &cx.facts().public_url) else { return };
    let requested = &auth.app_auth.third_party_config.flyte_client.audience;
    let (Some(audience), Some(accepted)) = (requested.text(), accepted_audiences(auth, url)) else { return };
    if accepted.iter().any(|one| one == audience) {
        return;
    }
    let is_read = kind.provider().needs_audience_parameter(issuer);
    found
        .report(
            cx.setting(requested),
            format!("flytectl and pyflyte request the audience `{audience}`, which flyteadmin does not accept"),
        )
        .severity(if is_read { Severity::Error } else { Severity::Warning })
        .help(format!(
            "add `{audience}` to `{}`, or request `{}`",
            cx.home(&auth.app_auth.external_auth_server.allowed_audience),
            accepted.first().map_or("", String::as_str)
        ));
}
