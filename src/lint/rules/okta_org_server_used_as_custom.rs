use super::external_support::{issuer_site, type_site};
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "okta-org-server-used-as-custom",
    summary: "Okta's org server is configured as the external authorization server, but it has no scope `all` and no \
        custom audience",
    remedy: "use a custom authorization server (`https://<org>.okta.com/oauth2/default`), or `authServerType: Self`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((issuer, IdpKind::Okta))) = (cx.auth(), cx.external()) else {
        return;
    };
    if let Err(fault) = IdpKind::Okta.provider().check_external(&issuer) {
        found
            .report(issuer_site(cx, auth), fault.message())
            .help(format!(
                "use a custom authorization server (`https://{}/oauth2/default`; requires Okta's API Access \
                    Management), or set `{}: Self`",
                issuer.host(),
                cx.home(&auth.app_auth.auth_server_type)
            ))
            .relate(type_site(cx, auth), "selects it as the authorization server");
    }
}
