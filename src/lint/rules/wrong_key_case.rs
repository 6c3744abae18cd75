//! A key differs in its case from the one that the chart has.

use super::key_faults_support::tell;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "wrong-key-case",
    aliases: ["miscased-key"],
    summary: "A key differs in its case from the one that the chart has",
    remedy: "write it in the case that the chart has it in",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    tell(cx, found, RULE.name);
}
