//! Auth is on, and flytepropeller gets no client secret to log in with.

use crate::flyte::FlyteVersion;
use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "auth-on-but-cred-disabled",
    summary: "Auth is on, and flytepropeller gets no client secret to log in with",
    remedy: "set `secrets.adminOauthClientCredentials.enabled: true`, with `clientSecret: null` if you make the Secret yourself",
    severity: Error,
    charts: CORE,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let path = ["secrets", "adminOauthClientCredentials", "enabled"];
    let Some(admin) = cx.client_credentials() else {
        return;
    };
    // Before 1.12.0 it meant that the Secret is made elsewhere.
    let means_no_secret = cx.flyte() >= FlyteVersion::SELF_MANAGED_SECRET;
    let elsewhere = admin.client_secret_env_var.text().is_some()
        || cx.has_mounts_of_its_own("flytepropeller");
    if means_no_secret && !elsewhere && cx.value(&path).is_some_and(|enabled| !enabled.is_truthy()) {
        let site = cx.site(&path);
        let changes = set(&site, true);
        found
            .report(
                site,
                "flytepropeller cannot log in: the chart mounts no client secret into it",
            )
            .label("no Secret, no mount")
            .fix("Set `enabled: true`", Unsafe, changes);
    }
}
