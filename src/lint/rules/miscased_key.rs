//! A key differs in its case from the one that the chart's templates read.

use super::key_faults_support::tell;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "miscased-key",
    summary: "A key differs in its case from the one that the chart's templates read",
    remedy: "write it in the case that the chart reads",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    tell(cx, found, RULE.name);
}
