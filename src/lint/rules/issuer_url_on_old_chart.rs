//! `issuerUrl` where Flyte does not know it yet.

use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "issuer-url-on-old-chart",
    summary: "`openId.issuerUrl` is set, which Flyte before 1.15.2 does not read",
    remedy: "upgrade to Flyte 1.15.2 or later, or make `baseUrl` the issuer itself",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let url = &auth.user_auth.open_id.issuer_url;
    if cx.flyte() < FlyteVersion::ISSUER_URL && url.is_given() {
        found.report(
            cx.setting(url),
            format!("Flyte {} does not read `issuerUrl`, which came with {}", cx.flyte(), FlyteVersion::ISSUER_URL),
        );
    }
}
