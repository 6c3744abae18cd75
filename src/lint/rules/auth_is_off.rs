use crate::lint::{Context, Findings, Scope, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "auth-is-off",
    summary: "Authentication is disabled: anyone who can reach Flyte can use it",
    remedy: "nothing to do if this is intended; `flyte-auth generate` writes values that enable authentication",
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
        let finding = found.report(site, "authentication is disabled: anyone who can reach Flyte can use it").label("");
        if cx.release().user.get("flyte-core-components").is_some_and(Value::is_null) {
            finding.help("this is about Flyte 1; for Flyte 2, pass its version with `--flyte-version`");
        }
    }
}
