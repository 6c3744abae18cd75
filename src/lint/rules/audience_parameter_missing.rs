//! Token requests that Auth0 answers with tokens for something else.

use super::external_support::issuer_site;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "audience-parameter-missing",
    summary: "Clients ask Auth0 for a token without saying for which API",
    remedy: "set the audience to the identifier of the API at Auth0",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((issuer, kind))) = (cx.auth(), cx.external()) else {
        return;
    };
    let provider = kind.provider();
    if !provider.needs_audience_parameter(&issuer) {
        return;
    }
    let name = provider.name_at(&issuer);
    if let Some(admin) = cx.client_credentials()
        && cx.facts().propeller_audience.as_deref() == Some("")
    {
        let finding = found.report(
            cx.setting(&admin.audience),
            format!(
                "flytepropeller asks {name} for a token without an `audience`, and gets none for Flyte unless the \
                tenant has a default audience"
            ),
        );
        finding
            .help(format!("set `{}` to the identifier of the API", cx.home(&admin.audience)))
            .relate(issuer_site(cx, auth), name.clone());
    }
    let published = &auth.app_auth.third_party_config.flyte_client.audience;
    if published.get().is_some_and(String::is_empty) {
        found
            .report(
                cx.setting(published),
                format!(
                    "flytectl and pyflyte ask {name} for a token without an `audience`, and get none for Flyte \
                    unless the tenant has a default audience"
                ),
            )
            .help(format!(
                "set `{}` to the identifier of the API; flytectl's login by browser never sends it, so give \
                the tenant a default audience, too",
                cx.home(published)
            ))
            .relate(issuer_site(cx, auth), name);
    }
}
