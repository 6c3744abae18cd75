use super::key_faults_support::report_faults;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "core-external-block-misindented",
    summary: "A block of flyteadmin's `auth` is at the wrong level, where nothing reads it",
    remedy: "move it to its place under `configmap.adminServer.auth`",
    severity: Error,
    charts: CORE,
    needs: Values,
    supersedes: [
        "external-metadata-url-wrong-for-idp",
        "external-missing-allowed-audience",
        "flyte-core-default-oidc-leftovers",
        "google-as-external-server",
        "use-auth-misplaced-or-off",
    ],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
