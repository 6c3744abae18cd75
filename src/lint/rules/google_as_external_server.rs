//! Google as the issuer of access tokens.

use super::external_support::{issuer_site, type_site};
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "google-as-external-server",
    summary: "Google is Flyte's external authorization server, which it cannot be",
    remedy: "leave `authServerType` at `Self`: people still log in with Google",
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
            .help(format!("set `{}: Self`; people still log in with Google", cx.home(&auth.app_auth.auth_server_type)))
            .relate(type_site(cx, auth), "makes it the authorization server");
    }
}
