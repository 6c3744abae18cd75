use super::fix_support::remove;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "self-auth-server-issuer-set",
    summary: "The internal server's issuer differs from the public URL",
    remedy: "remove `selfAuthServer.issuer`: the default is the public URL of each call",
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
                "tokens get the audience `{issuer}`, but flyteadmin requires `{other}` for calls with that public \
                    URL, so it rejects its own tokens"
            ),
        )
        .fix("Remove `issuer`", Unsafe, changes)
        .relate(cx.setting(&auth.authorized_uris), "the public URLs");
}
