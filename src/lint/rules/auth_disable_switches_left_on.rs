//! Switches that let calls in without a token.

use super::fix_support::remove;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "auth-disable-switches-left-on",
    summary: "`disableForHttp` or `disableForGrpc` lets calls in without a token",
    remedy: "leave `disableForHttp` and `disableForGrpc` out",
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
                .report(site, format!("`{key}` is on, so anybody may call the API over {transport} without a token"))
                .help(format!("leave `{key}` out"))
                .fix(format!("Remove `{key}`"), Unsafe, changes);
        }
    }
}
