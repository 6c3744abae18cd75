//! Auth that is off, said once.

use crate::lint::{Context, Findings, Scope, declare_rule};

declare_rule! {
    name: "auth-is-off",
    summary: "These values leave Flyte open: anybody who reaches it may use it",
    remedy: "nothing to do if that is meant; `flyte-auth generate` writes values that turn the login on",
    severity: Info,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if cx.release().scope == Scope::Off {
        let site = match &cx.release().auth.decided {
            Some(decided) => cx.origin_at(&decided.path, &decided.origin),
            None => cx.missing("server.security.useAuth"),
        };
        found.report(site, "auth is off: whoever reaches this Flyte may use it").label("");
    }
}
