use super::fix_support::set;
use super::network_support::is_public;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-insecure-does-not-fit-endpoint",
    summary: "`admin.insecure` in the client configuration does not match `admin.endpoint`",
    remedy: "use `insecure: false` with TLS, as on port 443, and `insecure: true` for the sandbox on this machine",
    severity: Error,
    looks_at: ClientConfig,
}

/// The ports of the sandbox and of a local Flyte, all without TLS.
const PLAIN_PORTS: [&str; 3] = ["30080", "30081", "8089"];

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some((endpoint, endpoint_site)) = cx.endpoint_meant() else {
        return;
    };
    // The finding about `http://` covers this.
    let is_http = cx.text("endpoint").is_some_and(|(text, _)| text.starts_with("http:"));
    if is_http {
        return;
    }
    let site = cx.site("insecure");
    let port = endpoint.port();
    match cx.admin().insecure.get() {
        Some(true) if port == "443" && (endpoint.port.is_some() || is_public(&endpoint.host)) => {
            let changes = set(&site, false);
            found
                .report(
                    site,
                    format!("`{}` is called in plain text on the TLS port 443, so every call fails", endpoint.host),
                )
                .help("set `insecure: false`, or add the port that accepts plain text")
                .relate(endpoint_site, "the default port is 443")
                .fix("Set `insecure: false`", Unsafe, changes);
        }
        Some(false) if endpoint.is_local() && PLAIN_PORTS.contains(&port) => {
            let changes = set(&site, true);
            found
                .report(
                    site,
                    format!(
                        "`{}` is called with TLS, but the sandbox serves plain \
                    text",
                        endpoint.authority()
                    ),
                )
                .severity(Severity::Warning)
                .help("set `insecure: true`")
                .relate(endpoint_site, "a port of the sandbox")
                .fix("Set `insecure: true`", Unsafe, changes);
        }
        Some(false) if port == "80" && is_public(&endpoint.host) => {
            found
                .report(
                    site,
                    format!("`{}` is called with TLS on port 80, which usually serves plain text", endpoint.host),
                )
                .severity(Severity::Warning)
                .help(format!("write `dns:///{}` without the port to use 443, or set `insecure: true`", endpoint.host))
                .relate(endpoint_site, "the port");
        }
        _ => {}
    }
}
