use super::key_faults_support::report_faults;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "core-openid-null-sibling",
    summary: "`openId:` is empty, and its settings are beside it instead of below it",
    remedy: "indent `baseUrl`, `clientId` and `scopes` below `openId`",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: ["flyte-core-default-oidc-leftovers", "null-deletes-defaults", "empty-setting"],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
