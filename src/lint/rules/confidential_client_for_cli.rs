//! flytectl with the client of flytepropeller.

use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "confidential-client-for-cli",
    summary: "flytectl is told to use the client of flytepropeller, which needs a secret that people do not have",
    remedy: "register a public client for flytectl and pyflyte, and publish its id",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some(admin), Some((_, kind))) = (cx.auth(), cx.admin(), cx.external()) else {
        return;
    };
    let published = &auth.app_auth.third_party_config.flyte_client.client_id;
    let Some(id) = published.text() else { return };
    if kind.provider().one_registration_serves_all() || admin.client_id.text() != Some(id) {
        return;
    }
    found
        .report(
            cx.setting(published),
            format!(
                "people cannot log in with flytectl in a browser: `{id}` is flytepropeller's client, which has a secret"
            ),
        )
        .relate(cx.setting(&admin.client_id), "flytepropeller's");
}
