use super::key_faults_support::report_faults;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "wrong-value-type",
    aliases: ["mistyped-value"],
    summary: "A value in the authentication settings has a type that Flyte cannot read",
    remedy: "write a value of the expected type",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: [config_does_not_decode],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
