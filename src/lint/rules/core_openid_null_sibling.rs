use super::key_faults_support::report_faults;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "core-openid-null-sibling",
    summary: "`openId:` is empty, and its settings are beside it instead of below it",
    remedy: "indent `baseUrl`, `clientId` and `scopes` below `openId`",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: [flyte_core_default_oidc_leftovers, null_deletes_defaults, empty_setting],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
