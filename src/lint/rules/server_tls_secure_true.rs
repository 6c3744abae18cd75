//! flyteadmin that serves TLS itself.

use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "server-tls-secure-true",
    summary: "flyteadmin serves TLS (`server.security.secure`), but another setting does not match",
    remedy: "remove `secure` and terminate TLS at the Ingress; or set certificate and key, and point `admin` at the \
        TLS port",
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
                    format!("flyteadmin is configured to serve TLS, but `{key}` is empty, so it does not start"),
                )
                .help(format!("set `{}` to a mounted file, or remove `secure`", cx.home(file)))
                .relate(secure(), "turns TLS on");
        }
    }
    if let Some(admin) = cx.admin()
        && admin.insecure.get() == Some(&true)
    {
        found
            .report(
                cx.setting(&admin.insecure),
                "flyteadmin serves TLS, but flytepropeller calls it in plain text, so every call fails",
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
                    "the Ingress of flyte-core {} forwards gRPC to port 81, which flyteadmin does not serve with TLS",
                    cx.flyte()
                ),
            )
            .help(format!("upgrade to {INGRESS_FOLLOWS} or later, or remove `secure`"));
    }
}
