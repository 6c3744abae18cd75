//! Okta's org server as the issuer of access tokens.

use super::external_support::{issuer_site, type_site};
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "okta-org-server-used-as-custom",
    summary: "Okta's org server is Flyte's external authorization server, but takes no scope `all` and no audience of \
        your own",
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
                "use a custom authorization server (`https://{}/oauth2/default`; needs Okta's API Access Management), \
                    or set `{}: Self`",
                issuer.host(),
                cx.home(&auth.app_auth.auth_server_type)
            ))
            .relate(type_site(cx, auth), "makes it the authorization server");
    }
}
