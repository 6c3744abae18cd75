//! An issuer that the internal server should not be given.

use super::fix_support::remove;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "self-auth-server-issuer-set",
    summary: "The internal server's issuer is set to something else than the public URL",
    remedy: "leave `selfAuthServer.issuer` out: it is the public URL of each call then",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_internal()) else {
        return;
    };
    let setting = &auth.app_auth.self_auth_server.issuer;
    let Some(issuer) = setting.text() else { return };
    let facts = cx.facts();
    let callers = [&facts.public_url, &facts.propeller_public_url];
    let Some(other) = callers.into_iter().flatten().map(ToString::to_string).find(|url| url != issuer) else {
        return;
    };
    let site = cx.setting(setting);
    let changes = remove(&site);
    found
        .report(
            site,
            format!(
                "tokens get the audience `{issuer}`, and flyteadmin demands `{other}` of a call with that public URL, \
                    so it refuses its own tokens"
            ),
        )
        .fix("Remove `issuer`", Unsafe, changes)
        .relate(cx.setting(&auth.authorized_uris), "the public URLs");
}
