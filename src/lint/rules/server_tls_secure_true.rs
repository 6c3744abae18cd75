use crate::flyte::FlyteVersion;
use crate::flyte::config::Traced;
use crate::lint::{Context, Findings, declare_rule};
use crate::text::and_list;

declare_rule! {
    name: "server-tls-secure-true",
    summary: "flyteadmin serves TLS (`server.security.secure`), but another setting does not match",
    remedy: "remove `secure` and terminate TLS at the Ingress; or set certificate and key, and point `admin` at the \
        TLS port",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

/// The first version whose Ingress uses the protocol that `secure` selects (flyte#3964).
const INGRESS_FOLLOWS: FlyteVersion = FlyteVersion::new(1, 10, 6);

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(security) = cx.security() else { return };
    if security.secure.get() != Some(&true) {
        return;
    }
    let secure = || cx.setting(&security.secure);
    let files = [("certificateFile", &security.ssl.certificate_file), ("keyFile", &security.ssl.key_file)];
    let is_empty = |file: &Traced<String>| file.get().is_some_and(String::is_empty);
    let missing: Vec<&str> = files.iter().filter(|(_, file)| is_empty(file)).map(|(key, _)| *key).collect();
    let admin = cx.admin().filter(|admin| admin.insecure.get() == Some(&true));
    if !missing.is_empty() {
        let (is_empty, it) = if missing.len() == 1 { ("is empty", "it") } else { ("are empty", "them") };
        let keys: Vec<String> = missing.iter().map(|key| format!("`ssl.{key}`")).collect();
        let finding = found.report(
            secure(),
            format!("flyteadmin does not start: it is configured to serve TLS, but {} {is_empty}", and_list(&keys)),
        );
        finding.help(format!("remove `secure` if the Ingress terminates TLS, or set {it} to a mounted file"));
        if let Some(admin) = admin {
            finding.relate(cx.setting(&admin.insecure), format!("{} calls it in plain text", cx.caller()));
        }
        return;
    }
    if let Some(admin) = admin {
        found
            .report(
                cx.setting(&admin.insecure),
                format!("flyteadmin serves TLS, but {} calls it in plain text, so every call fails", cx.caller()),
            )
            .help(format!(
                "set `{}: false`, and `{}` to the port that serves TLS",
                cx.home(&admin.insecure),
                cx.home(&admin.endpoint)
            ))
            .relate(secure(), "turns TLS on");
        return;
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
