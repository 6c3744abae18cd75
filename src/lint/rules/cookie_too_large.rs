//! Logins whose id token may not fit into a cookie.

use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "cookie-too-large",
    summary: "The id token may hold people's groups, which can make it too large for its cookie",
    remedy: "leave `groups` out of `userAuth.openId.scopes`: Flyte makes no use of it",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let scopes = &auth.user_auth.open_id.scopes;
    let gitlab =
        cx.facts().issuer.as_ref().filter(|issuer| issuer.hostname().split('.').any(|label| label == "gitlab"));
    if gitlab.is_some() {
        found
            .report(
                cx.setting(&auth.user_auth.open_id.base_url),
                "GitLab puts people's groups into the id token, and who is in many cannot log in: a cookie holds 4096 \
                    bytes",
            )
            .severity(Severity::Info)
            .help(
                "if the log says `securecookie: the value is too long`, put a provider between that leaves groups \
                out, such as Dex",
            );
    }
    if scopes.get().is_some_and(|list| list.iter().any(|scope| scope == "groups")) {
        found
            .report(
                cx.setting(scopes),
                "the scope `groups` puts people's groups into the id token, and who is in many cannot log in: a \
                    cookie holds 4096 bytes",
            )
            .help(format!("leave `groups` out of `{}`", cx.home(scopes)));
    }
}
