//! A key of `admin` stands at another level in the config of flytectl and pyflyte.

use super::client_keys_support::tell;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-key-misplaced",
    summary: "A key of `admin` stands at another level in the config of flytectl and pyflyte",
    remedy: "move it below `admin`",
    severity: Error,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    tell(cx, found, RULE.name);
}
