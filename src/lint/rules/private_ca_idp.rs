//! An identity provider whose certificate Flyte may not trust.

use crate::chart::Chart;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "private-ca-idp",
    summary: "The identity provider has a private name, and no pod is given a CA",
    remedy: "mount the CA into flyteadmin and flytepropeller, if it is a private one",
    severity: Info,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let Some(issuer) = &cx.facts().issuer else { return };
    let host = issuer.hostname();
    if issuer.scheme() != "https" || !is_private(host) || has_volumes(cx) {
        return;
    }
    let base_url = &auth.user_auth.open_id.base_url;
    found.report(
        cx.setting(base_url),
        format!(
            "`{host}` is a private name, which public CAs do not sign: flyteadmin does not start unless it trusts \
            the CA that did"
        ),
    );
}

/// Names that no public CA signs (RFC 6761, 6762, 8375, and `internal`), and private addresses.
fn is_private(host: &str) -> bool {
    let suffix = [".local", ".internal", ".lan", ".home.arpa", ".test"].iter().any(|suffix| host.ends_with(suffix));
    let address = host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_private());
    suffix || address
}

/// Whether pods get files that the chart does not make: the CA may be among them.
fn has_volumes(cx: &Context<'_>) -> bool {
    match cx.chart() {
        Chart::FlyteBinary => cx.value(&["deployment", "extraVolumes"]).is_some_and(Value::is_truthy),
        Chart::FlyteCore => cx.has_mounts_of_its_own("flyteadmin"),
    }
}
