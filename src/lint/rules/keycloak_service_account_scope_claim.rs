use super::external_support::{issuer_site, type_site};
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "keycloak-service-account-scope-claim",
    summary: "Keycloak does not write the `scp` claim by default, and flyteadmin reads scopes only from `scp`",
    remedy: "add a hard-coded claim mapper that writes `scp`, and an audience mapper",
    severity: Info,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((_, IdpKind::Keycloak))) = (cx.auth(), cx.external()) else {
        return;
    };
    found
        .report(
            type_site(cx, auth),
            format!(
                "check in Keycloak: without a mapper, its tokens have no `scp` claim, and flyteadmin rejects {}",
                cx.caller()
            ),
        )
        .help(
            "add a mapper \"Hardcoded claim\" for `scp` with type JSON and value `[\"all\"]`, and an audience mapper \
                for `allowedAudience`; `flyte-auth guide -f values.yaml` lists each field",
        )
        .relate(issuer_site(cx, auth), "Keycloak");
}
