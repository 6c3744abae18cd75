use super::external_support::issuer_site;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "audience-parameter-missing",
    summary: "Clients do not send the `audience` parameter that Auth0 needs to choose the API",
    remedy: "set the audience to the identifier of the API in Auth0",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let caller = cx.caller();
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
                "{caller} sends no `audience` to {name}, and gets no token for Flyte unless the tenant has a \
                    default audience"
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
                    "flytectl and pyflyte send no `audience` to {name}, and get no token for Flyte unless the tenant \
                        has a default audience"
                ),
            )
            .help(format!(
                "set `{}` to the identifier of the API; flytectl's browser login never sends it, so also set the \
                    tenant's default audience",
                cx.home(published)
            ))
            .relate(issuer_site(cx, auth), name);
    }
}
