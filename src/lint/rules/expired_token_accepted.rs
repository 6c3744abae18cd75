use super::external_support::type_site;
use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "expired-token-accepted",
    summary: "Flyte before 1.2.0 accepts expired tokens of an external authorization server",
    remedy: "upgrade to Flyte 1.2.0 or later",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_external()) else {
        return;
    };
    if cx.flyte() < FlyteVersion::CHECKS_EXPIRY {
        found.report(
            type_site(cx, auth),
            format!("Flyte {} accepts expired tokens of an external server (GHSA-qwrj-9hmp-gpxh)", cx.flyte()),
        );
    }
}
