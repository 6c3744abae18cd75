use super::fix_support::remove_item;
use crate::diagnostic::Applicability::Unsafe;
use crate::flyte::run::requested_scopes;
use crate::idp::build::is_scope_of_an_api;
use crate::idp::{IdpKind, SCOPE_ALL, SCOPE_OFFLINE};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "api-scope-in-login-scopes",
    summary: "The browser login requests a scope of an API, so Entra or Google rejects the login, or flyteadmin cannot read \
        the user's profile",
    remedy: "move the API's scope to `flyteClient.scopes`",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some(kind @ (IdpKind::Entra | IdpKind::Google))) = (cx.auth(), cx.facts().login_idp) else {
        return;
    };
    let open_id = &auth.user_auth.open_id;
    let scopes = open_id.scopes.get().map(Vec::as_slice).unwrap_or_default();
    for scope in requested_scopes(scopes).into_iter().filter(|scope| [SCOPE_ALL, SCOPE_OFFLINE].contains(scope)) {
        let site = cx.setting(&open_id.scopes);
        let changes = remove_item(cx, &site, scope);
        found
            .report(
                cx.item_with(&open_id.scopes, scope),
                format!("the login requests `{scope}`, which {kind} does not know: it rejects the login"),
            )
            .help(format!("remove it: `{scope}` is a scope of flytectl and flytepropeller"))
            .fix(format!("Remove `{scope}`"), Unsafe, changes);
    }
    if kind != IdpKind::Entra {
        return;
    }
    for scope in scopes.iter().filter(|scope| is_scope_of_an_api(scope)) {
        let site = cx.setting(&open_id.scopes);
        let changes = remove_item(cx, &site, scope);
        found
            .report(
                cx.item_with(&open_id.scopes, scope),
                format!(
                    "the login requests `{scope}`, so the access token is for that API, and Entra's `userinfo` \
                        rejects it with status 403"
                ),
            )
            .help(format!(
                "remove it; flytectl and pyflyte read it from `{}`",
                cx.home(&auth.app_auth.third_party_config.flyte_client.scopes)
            ))
            .fix(format!("Remove `{scope}`"), Unsafe, changes)
            .relate(cx.setting(&open_id.base_url), "Entra");
    }
}
