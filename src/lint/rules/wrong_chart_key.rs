use super::key_faults_support::report_faults;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "wrong-chart-key",
    aliases: ["key-of-the-other-chart"],
    summary: "This key belongs to the other chart; this chart ignores it",
    remedy: "move the setting to the key that this chart reads",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
