//! A scope claim that old versions do not read.

use super::external_support::{issuer_site, type_site};
use crate::flyte::FlyteVersion;
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "string-scp-ignored",
    summary: "Flyte before 1.15.1 does not read a `scp` claim that is one string",
    remedy: "let the mapper write a list, `[\"all\"]`, or upgrade to Flyte 1.15.1 or later",
    severity: Info,
    charts: BOTH,
    needs: Auth,
}


fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((_, IdpKind::Keycloak))) = (cx.auth(), cx.external()) else {
        return;
    };
    if cx.flyte() < FlyteVersion::STRING_SCP {
        found
            .report(
                type_site(cx, auth),
                format!("Flyte {} reads the claim `scp` only as a list: Keycloak's mapper must write it as JSON, not as text", cx.flyte()),
            )
            .relate(issuer_site(cx, auth), "Keycloak");
    }
}
