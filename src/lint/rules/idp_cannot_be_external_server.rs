use super::external_support::{issuer_site, type_site};
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "idp-cannot-be-external-server",
    summary: "The external authorization server is a provider that cannot issue access tokens for Flyte",
    remedy: "leave `authServerType` at `Self`: users still log in with the provider",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [external_missing_allowed_audience, all_scope_missing],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((issuer, IdpKind::Oidc))) = (cx.auth(), cx.external()) else {
        return;
    };
    let provider = IdpKind::Oidc.provider();
    if let Err(fault) = provider.check_external(&issuer) {
        found
            .report(issuer_site(cx, auth), fault.message())
            .help(format!(
                "set `{}: Self`; users still log in with {}",
                cx.home(&auth.app_auth.auth_server_type),
                provider.name_at(&issuer)
            ))
            .relate(type_site(cx, auth), "selects it as the authorization server");
    }
}
