use super::fix_support::remove;
use crate::diagnostic::Applicability::Safe;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "obsolete-client-setting",
    aliases: ["client-settings-of-the-past"],
    summary: "A key in flytectl's configuration no longer has any effect",
    remedy: "remove it: flyteadmin tells clients what they need",
    severity: Info,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    for key in ["useAuth", "authorizationServerUrl"] {
        let Some(written) = cx.written(key) else {
            continue;
        };
        let site = written.key_site();
        let changes = remove(&site);
        found.report(site, format!("`{key}` no longer has any effect: clients ask flyteadmin")).fix(
            "Remove it",
            Safe,
            changes,
        );
    }
}
