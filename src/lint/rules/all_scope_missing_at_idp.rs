//! Clients that do not ask for the scope `all`.

use super::external_support::type_site;
use super::fix_support::add_item;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::idp::{IdpKind, SCOPE_ALL};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "all-scope-missing-at-idp",
    summary: "flytectl and pyflyte do not ask for the scope `all`, without which flyteadmin refuses their calls",
    remedy: "add `all` to `flyteClient.scopes`, and create that scope at the identity provider",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((_, kind))) = (cx.auth(), cx.external()) else {
        return;
    };
    // Keycloak's mapper, or Auth0's own profile, can make up for it; Okta has nothing of the kind.
    let severity = match kind {
        IdpKind::Okta => Severity::Error,
        IdpKind::Keycloak | IdpKind::Oidc => Severity::Warning,
        IdpKind::Entra | IdpKind::Google => return,
    };
    let scopes = &auth.app_auth.third_party_config.flyte_client.scopes;
    if let Some(list) = scopes.get().filter(|list| !list.iter().any(|one| one == SCOPE_ALL)) {
        let site = cx.setting(scopes);
        let changes = add_item(cx, &site, list, SCOPE_ALL);
        found
            .report(
                site,
                format!(
                    "flytectl and pyflyte do not ask for the scope `{SCOPE_ALL}`, which flyteadmin demands of \
                    every request"
                ),
            )
            .severity(severity)
            .fix(format!("Add `{SCOPE_ALL}`"), Unsafe, changes)
            .help(format!("add `{SCOPE_ALL}` to `{}`, and create that scope at {kind}", cx.home(scopes)))
            .relate(type_site(cx, auth), "the identity provider issues the tokens");
    }
}
