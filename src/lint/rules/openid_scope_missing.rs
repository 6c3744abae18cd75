use super::fix_support::add_scope;
use crate::diagnostic::Applicability::Safe;
use crate::flyte::run::requested_scopes;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "openid-scope-missing",
    summary: "The login does not request the scope `openid`, so the provider returns no ID token",
    remedy: "add `openid` to the scopes of `userAuth.openId`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let scopes = &auth.user_auth.open_id.scopes;
    if let Some(list) = scopes.get().filter(|list| !requested_scopes(list).contains(&"openid")) {
        let site = cx.setting(scopes);
        let changes = add_scope(cx, &site, list, "openid", &[]);
        found
            .report(
                site,
                "the login fails: its scopes lack `openid`, without which the identity provider returns no ID token",
            )
            .fix("Add `openid`", Safe, changes);
    }
}
