use super::client_keys_support::report_faults;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-key-misplaced",
    summary: "A key of `admin` is at another level in the client configuration",
    remedy: "move it below `admin`",
    severity: Error,
    looks_at: ClientConfig,
    supersedes: [client_auth_type_not_set, client_secret_flow_without_client, client_external_command_missing],
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
