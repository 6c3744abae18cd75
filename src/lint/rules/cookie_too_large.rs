use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "cookie-too-large",
    summary: "With the scope `groups`, the ID token can become too large for its cookie",
    remedy: "remove `groups` from `userAuth.openId.scopes`: Flyte does not use it",
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
                "GitLab puts the user's groups into the ID token, so users in many groups cannot log in: a cookie \
                    holds 4096 bytes",
            )
            .severity(Severity::Info)
            .help(
                "if the log says `securecookie: the value is too long`, use a provider such as Dex in between that \
                    omits groups",
            );
    }
    if scopes.get().is_some_and(|list| list.iter().any(|scope| scope == "groups")) {
        found
            .report(
                cx.item_with(scopes, "groups"),
                "the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: \
                    a cookie holds 4096 bytes",
            )
            .help(format!("remove `groups` from `{}`", cx.home(scopes)));
    }
}
