//! Clients that do not ask for the scope `all`.

use super::external_support::type_site;
use super::fix_support::add_scope;
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

/// Scopes that say who somebody is: a list of nothing else is that of the login.
const OF_THE_LOGIN: &[&str] = &["openid", "profile", "email"];

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
        // A scope in the form of another provider's says that the issuer is wrong, or that the API has a name of its own.
        let is_of_an_api = list.iter().any(|one| one.contains('/') || one.contains("://"));
        let changes = if is_of_an_api { Vec::new() } else { add_scope(cx, &site, list, SCOPE_ALL, OF_THE_LOGIN) };
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
