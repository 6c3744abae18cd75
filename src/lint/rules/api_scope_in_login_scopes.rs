//! The login in the browser asks Entra for a scope of an API.

use super::fix_support::remove_item;
use crate::diagnostic::Applicability::Unsafe;
use crate::idp::IdpKind;
use crate::idp::build::is_scope_of_an_api;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "api-scope-in-login-scopes",
    summary: "The login in the browser asks Entra for a scope of an API, and its token is then refused where \
        flyteadmin asks who it is",
    remedy: "leave the API's scope to `flyteClient.scopes`",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.facts().idp == Some(IdpKind::Entra)) else {
        return;
    };
    let open_id = &auth.user_auth.open_id;
    let scopes = open_id.scopes.get().map(Vec::as_slice).unwrap_or_default();
    for scope in scopes.iter().filter(|scope| is_scope_of_an_api(scope)) {
        let site = cx.setting(&open_id.scopes);
        let changes = remove_item(cx, &site, scope);
        found
            .report(
                site,
                format!(
                    "the login asks for `{scope}`: the access token is then for that API, and Entra refuses it \
                    with 403 when flyteadmin asks who it is"
                ),
            )
            .help(format!(
                "remove it; flytectl and pyflyte get it from `{}`",
                cx.home(&auth.app_auth.third_party_config.flyte_client.scopes)
            ))
            .fix(format!("Remove `{scope}`"), Unsafe, changes)
            .relate(cx.setting(&open_id.base_url), "Entra");
    }
}
