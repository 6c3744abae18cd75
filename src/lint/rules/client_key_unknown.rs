use super::client_keys_support::report_faults;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-key-unknown",
    summary: "A key in the client configuration is one that neither flytectl nor pyflyte reads",
    remedy: "remove it, or correct its name",
    severity: Error,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
