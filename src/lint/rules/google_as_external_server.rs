use super::external_support::{issuer_site, type_site};
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "google-as-external-server",
    summary: "Google is configured as the external authorization server, which it does not support",
    remedy: "use `authServerType: Self`: users still log in with Google",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((issuer, IdpKind::Google))) = (cx.auth(), cx.external()) else {
        return;
    };
    if let Err(fault) = IdpKind::Google.provider().check_external(&issuer) {
        found
            .report(issuer_site(cx, auth), fault.message())
            .help(format!("set `{}: Self`; users still log in with Google", cx.home(&auth.app_auth.auth_server_type)))
            .relate(type_site(cx, auth), "selects it as the authorization server");
    }
}
