//! Logins whose id token may not fit into a cookie.

use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "cookie-too-large",
    summary: "The login asks for `groups`, which can make the id token too large for its cookie",
    remedy: "leave `groups` out of `userAuth.openId.scopes`: Flyte makes no use of it",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    const SCOPES: &str = "auth.userAuth.openId.scopes";
    let Some(auth) = cx.auth() else { return };
    let scopes = &auth.user_auth.open_id.scopes;
    if scopes.get().is_some_and(|list| list.iter().any(|scope| scope == "groups")) {
        found
            .report(
                cx.setting(SCOPES, scopes),
                "the scope `groups` puts people's groups into the id token, and who is in many cannot log in: a cookie holds 4096 bytes",
            )
            .help(format!("leave `groups` out of `{}`", cx.chart().home(SCOPES)));
    }
}
