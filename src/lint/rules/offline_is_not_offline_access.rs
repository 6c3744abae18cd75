use super::external_support::issuer_site;
use super::fix_support::{remove_item, replace_item};
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::flyte::run::requested_scopes;
use crate::idp::{IdpKind, OFFLINE_ACCESS};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "offline-is-not-offline-access",
    summary: "The values request a scope for refresh tokens that this identity provider does not know",
    remedy: "use `offline_access`; for Google, remove it",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let login = &auth.user_auth.open_id.scopes;
    let has = |list: &Vec<String>, scope: &str| requested_scopes(list).contains(&scope);
    if cx.facts().login_idp == Some(IdpKind::Google) && login.get().is_some_and(|list| has(list, OFFLINE_ACCESS)) {
        let site = cx.setting(login);
        // If tokens come from another provider, the issuer is wrong, not the scope.
        let is_of_google = cx.external().is_none_or(|(_, kind)| kind == IdpKind::Google);
        let changes = if is_of_google { remove_item(cx, &site, OFFLINE_ACCESS) } else { Vec::new() };
        found
            .report(
                cx.item_with(login, OFFLINE_ACCESS),
                format!("Google does not know the scope `{OFFLINE_ACCESS}` and rejects the login"),
            )
            .severity(Severity::Error)
            .help(format!("remove `{OFFLINE_ACCESS}`"))
            .fix(format!("Remove `{OFFLINE_ACCESS}`"), Safe, changes)
            .relate(cx.setting(&auth.user_auth.open_id.base_url), "Google");
    }
    let published = &auth.app_auth.third_party_config.flyte_client.scopes;
    let Some((_, kind)) = cx.external() else { return };
    let Some(scope) = kind.provider().refresh_scope() else { return };
    // Flyte's guide creates that scope at Okta.
    let (severity, effect) = match kind {
        IdpKind::Okta => (
            Severity::Info,
            "Okta issues no refresh token for it, so users have to log in again and \
            again",
        ),
        _ => (Severity::Warning, "the identity provider rejects it unless you created such a scope"),
    };
    if published.get().is_some_and(|list| has(list, "offline")) {
        let site = cx.setting(published);
        let changes = replace_item(cx, &site, "offline", scope);
        found
            .report(
                cx.item_with(published, "offline"),
                format!("flytectl and pyflyte request the scope `offline`: {effect}"),
            )
            .severity(severity)
            .fix(format!("Write `{scope}`"), Unsafe, changes)
            .help(format!("write `{scope}` in `{}` instead of `offline`", cx.home(published)))
            .relate(issuer_site(cx, auth), "the identity provider");
    }
}
