//! flyteadmin that serves TLS itself.

use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "server-tls-secure-true",
    summary: "flyteadmin serves TLS itself (`server.security.secure`) and something else does not fit that",
    remedy: "leave `secure` out and end TLS at the Ingress; or give certificate and key, and point `admin` at the TLS \
        port",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

/// The first version whose Ingress follows `secure` (flyte#3964).
const INGRESS_FOLLOWS: FlyteVersion = FlyteVersion::new(1, 10, 6);

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(security) = cx.security() else { return };
    if security.secure.get() != Some(&true) {
        return;
    }
    let secure = || cx.setting(&security.secure);
    for (key, file) in [("certificateFile", &security.ssl.certificate_file), ("keyFile", &security.ssl.key_file)] {
        if file.get().is_some_and(String::is_empty) {
            found
                .report(
                    cx.setting(file),
                    format!("flyteadmin is to serve TLS and `{key}` is empty, so it does not start"),
                )
                .help(format!("set `{}` to a file that you mount, or leave `secure` out", cx.home(file)))
                .relate(secure(), "turns TLS on");
        }
    }
    if let Some(admin) = cx.admin()
        && admin.insecure.get() == Some(&true)
    {
        found
            .report(
                cx.setting(&admin.insecure),
                "flyteadmin serves TLS itself and flytepropeller calls it in plain text, so every call fails",
            )
            .help(format!(
                "set `{}: false`, and `{}` to the port that serves TLS",
                cx.home(&admin.insecure),
                cx.home(&admin.endpoint)
            ))
            .relate(secure(), "turns TLS on");
    }
    if cx.chart() == crate::chart::Chart::FlyteCore && cx.flyte() < INGRESS_FOLLOWS {
        found
            .report(
                secure(),
                format!(
                    "the Ingress of flyte-core {} sends gRPC to port 81, which a flyteadmin with TLS does not serve",
                    cx.flyte()
                ),
            )
            .help(format!("upgrade to {INGRESS_FOLLOWS} or later, or leave `secure` out"));
    }
}
