use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "issuer-url-on-old-chart",
    summary: "`openId.issuerUrl` is set, but Flyte before 1.15.2 does not read it",
    remedy: "upgrade to Flyte 1.15.2 or later, or set `baseUrl` to the issuer",
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
            format!("Flyte {} does not read `issuerUrl`, which exists since {}", cx.flyte(), FlyteVersion::ISSUER_URL),
        );
    }
}
