use super::key_faults_support::report_faults;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "wrong-key-case",
    aliases: ["miscased-key"],
    summary: "A key differs from the chart's key in upper and lower case",
    remedy: "write the key in the chart's case",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
