use super::key_faults_support::report_faults;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "binary-auth-at-wrong-level",
    summary: "Auth settings are outside `configuration`, where flyte-binary does not read them",
    remedy: "move them below `configuration`",
    severity: Error,
    charts: BINARY,
    needs: Values,
    supersedes: [auth_is_off],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
