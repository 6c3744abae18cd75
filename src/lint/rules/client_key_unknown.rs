//! A key in the config of flytectl and pyflyte is one that neither reads.

use super::client_keys_support::tell;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-key-unknown",
    summary: "A key in the config of flytectl and pyflyte is one that neither reads",
    remedy: "remove it, or correct its name",
    severity: Error,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    tell(cx, found, RULE.name);
}
