//! A value in the auth settings has a type that is not read.

use super::key_faults_support::tell;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "wrong-value-type",
    aliases: ["mistyped-value"],
    summary: "A value in the auth settings has a type that is not read",
    remedy: "write a value of the type that belongs here",
    severity: Error,
    charts: BOTH,
    needs: Values,
    supersedes: ["config-does-not-decode"],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    tell(cx, found, RULE.name);
}
