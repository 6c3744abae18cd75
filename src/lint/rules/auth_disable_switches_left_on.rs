use super::fix_support::remove;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "auth-disable-switches-left-on",
    summary: "`disableForHttp` or `disableForGrpc` accepts calls without a token",
    remedy: "remove `disableForHttp` and `disableForGrpc`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    for (key, transport, switch) in
        [("disableForHttp", "HTTP", &auth.disable_for_http), ("disableForGrpc", "gRPC", &auth.disable_for_grpc)]
    {
        if switch.get() == Some(&true) {
            let site = cx.setting(switch);
            let changes = remove(&site);
            found
                .report(site, format!("`{key}` is true, so anyone can call the API over {transport} without a token"))
                .help(format!("remove `{key}`"))
                .fix(format!("Remove `{key}`"), Unsafe, changes);
        }
    }
}
