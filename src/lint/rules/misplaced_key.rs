use super::key_faults_support::report_faults;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "misplaced-key",
    summary: "An authentication setting is in a place where nothing reads it",
    remedy: "move it to where it belongs",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
