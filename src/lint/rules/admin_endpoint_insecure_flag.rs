use super::fix_support::{remove, set};
use super::network_support::is_public;
use crate::chart::{BINARY_ENDPOINT, CORE_ENDPOINT, CORE_URL, Chart};
use crate::diagnostic::Applicability::Unsafe;
use crate::flyte::authority_of;
use crate::flyte::run::caller_url;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "admin-endpoint-insecure-flag",
    summary: "`admin.insecure` does not match `admin.endpoint`",
    remedy: "inside the cluster `insecure: true` with `flyteadmin:81`; over the public host `insecure: false` with \
        `dns:///flyte.example.org`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [invalid_admin_endpoint],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let caller = cx.caller();
    let Some(admin) = cx.admin() else { return };
    let Some(endpoint) = admin.endpoint.get().filter(|url| !url.is_empty()) else {
        return;
    };
    let site = || cx.setting(&admin.endpoint);
    // Other forms that are not gRPC targets are reported by another rule.
    if matches!(endpoint.scheme(), "http" | "https") {
        if cx.chart() == Chart::FlyteBinary && endpoint.hostname() == "flyteadmin" {
            // That Service exists in flyte-core; flyte-binary's process calls itself by default.
            found
                .report(site(), format!("`{endpoint}` is a URL, but flytepropeller needs a gRPC target"))
                .help(format!("remove it: in {}, flytepropeller calls its own process", cx.chart()))
                .fix("Remove `endpoint`", Unsafe, remove(&site()));
        }
        return;
    }
    let Some(call) = caller_url(endpoint) else { return };
    let flag = || cx.setting(&admin.insecure);
    match admin.insecure.get() {
        Some(true) if call.port() == "443" || (is_public(call.hostname()) && call.port().is_empty()) => {
            let mut changes = set(&flag(), false);
            if call.port().is_empty() && endpoint.scheme().is_empty() {
                // Go's dialer requires a port, except with `dns:///`.
                changes.extend(set(&site(), format!("dns:///{endpoint}")));
            }
            found
                .report(flag(), format!("{caller} calls the TLS port `{endpoint}` in plain text, so every call fails"))
                .help(format!("set `{}: false`", cx.home(&admin.insecure)))
                .fix("Set `insecure: false`", Unsafe, changes)
                .relate(site(), "the port for TLS");
        }
        Some(false)
            if [CORE_ENDPOINT, BINARY_ENDPOINT, authority_of(CORE_URL)].contains(&call.host())
                && cx.security().is_some_and(|security| security.secure.get() == Some(&false)) =>
        {
            found
                .report(
                    flag(),
                    format!(
                        "{caller} calls `{endpoint}` with TLS, but it serves plain gRPC, so every call \
                        fails"
                    ),
                )
                .help(format!("set `{}: true`", cx.home(&admin.insecure)))
                .fix("Set `insecure: true`", Unsafe, set(&flag(), true));
        }
        _ => {}
    }
}
