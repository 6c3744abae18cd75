use crate::idp::{IdpKind, Issuer};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "entra-multi-tenant-issuer",
    summary: "The Entra issuer does not belong to a single tenant, so flyteadmin does not start",
    remedy: "use `https://login.microsoftonline.com/<tenant ID>/v2.0`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let open_id = &auth.user_auth.open_id;
    if open_id.issuer_url.is_given() {
        return;
    }
    let Some(issuer) = open_id.base_url.get().and_then(Issuer::of_url) else {
        return;
    };
    // A trailing slash is reported by `issuer-did-not-match`.
    if IdpKind::of(&issuer) != IdpKind::Entra || issuer.has_trailing_slash() {
        return;
    }
    if let Err(fault) = IdpKind::Entra.provider().check_issuer(&issuer) {
        let finding = found.report(cx.setting(&open_id.base_url), fault.message());
        if let Some(advice) = fault.advice() {
            finding.help(advice);
        }
    }
}
