//! TLS that one side speaks and the other does not.

use super::fix_support::set;
use super::network_support::is_public;
use crate::diagnostic::Applicability::Unsafe;
use crate::flyte::run::caller_url;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "admin-endpoint-insecure-flag",
    summary: "`admin.insecure` does not fit `admin.endpoint`",
    remedy: "inside the cluster `insecure: true` with `flyteadmin:81`; over the public host `insecure: false` with \
        `dns:///flyte.example.org`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(admin) = cx.admin() else { return };
    let Some(endpoint) = admin.endpoint.get().filter(|url| !url.is_empty()) else {
        return;
    };
    let site = || cx.setting(&admin.endpoint);
    // That is not a target of gRPC, which is another rule's.
    if matches!(endpoint.scheme(), "http" | "https") {
        return;
    }
    let Some(call) = caller_url(endpoint) else { return };
    let flag = || cx.setting(&admin.insecure);
    match admin.insecure.get() {
        Some(true) if call.port() == "443" || (is_public(call.hostname()) && call.port().is_empty()) => {
            found
                .report(
                    flag(),
                    format!("flytepropeller calls `{endpoint}`, the port for TLS, in plain text, so every call fails"),
                )
                .help(format!("set `{}: false`", cx.home(&admin.insecure)))
                .fix("Set `insecure: false`", Unsafe, set(&flag(), false))
                .relate(site(), "the port for TLS");
        }
        Some(false)
            if matches!((call.hostname(), call.port()), ("flyteadmin", "81" | "80") | ("localhost", "8089"))
                && cx.security().is_some_and(|security| security.secure.get() == Some(&false)) =>
        {
            found
                .report(
                    flag(),
                    format!("flytepropeller speaks TLS to `{endpoint}`, which serves plain gRPC, so every call fails"),
                )
                .help(format!("set `{}: true`", cx.home(&admin.insecure)))
                .fix("Set `insecure: true`", Unsafe, set(&flag(), true));
        }
        _ => {}
    }
}
