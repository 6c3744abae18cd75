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
        external_metadata_url_wrong_for_idp,
        external_missing_allowed_audience,
        flyte_core_default_oidc_leftovers,
        google_as_external_server,
        use_auth_misplaced_or_off,
    ],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    report_faults(cx, found, RULE.name);
}
