use crate::lint::{Context, Findings, declare_rule};
use crate::release::Model;

declare_rule! {
    name: "private-ca-idp",
    summary: "The identity provider has a private host name, but no pod mounts a CA certificate",
    remedy: "if the provider's CA is private, mount its certificate into flyteadmin and flytepropeller",
    severity: Info,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let Some(issuer) = &cx.facts().issuer else { return };
    let host = issuer.hostname();
    if issuer.scheme() != "https" || !is_private(host) || may_trust_it(cx) {
        return;
    }
    let base_url = &auth.user_auth.open_id.base_url;
    found.report(
        cx.setting(base_url),
        format!(
            "`{host}` is a private host name, for which public CAs issue no certificate: flyteadmin does not start \
                unless it trusts its CA"
        ),
    );
}

/// Returns whether a host is a private address, or has a name for which no public CA issues certificates (RFC 6761,
/// 6762, 8375, and `internal`).
fn is_private(host: &str) -> bool {
    let suffix = [".local", ".internal", ".lan", ".home.arpa", ".test"].iter().any(|suffix| host.ends_with(suffix));
    let address = host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_private());
    suffix || address
}

/// Variables that name the file and the folders of trusted CAs (Go's `crypto/x509`, `root_unix.go`). An image of the
/// user's may have the file.
const CA_VARIABLES: [&str; 2] = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

/// Returns whether flyteadmin's pod has additions that may include the CA.
fn may_trust_it(cx: &Context<'_>) -> bool {
    let Some(server) = cx.model().and_then(Model::server) else { return true };
    let mut variables = CA_VARIABLES.into_iter();
    server.pod.may_add_files() || variables.any(|variable| server.pod.may_add(None, Some(variable)))
}
