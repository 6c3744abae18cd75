use super::external_support::type_site;
use super::fix_support::add_scope;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::config::{Auth, Traced};
use crate::flyte::run::requested_scopes;
use crate::idp::build::is_scope_of_an_api;
use crate::idp::{IdpKind, SCOPE_ALL, STANDARD_SCOPES};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Path;

declare_rule! {
    name: "all-scope-missing",
    aliases: ["all-scope-missing-at-idp"],
    summary: "A client does not request the scope `all`, so flyteadmin rejects its calls",
    remedy: "add `all` to the client's scopes",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [client_credentials_uses_user_scopes, static_clients_partial_override],
}

/// A client and the scopes that it requests.
struct ScopeRequest<'a> {
    who: &'a str,
    /// The verb that follows `who` in messages.
    verb: &'a str,
    scopes: &'a Traced<Vec<String>>,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let published = &auth.app_auth.third_party_config.flyte_client.scopes;
    let users = ScopeRequest { who: "flytectl and pyflyte", verb: "do", scopes: published };
    // Without its own scopes it requests those of flytectl.
    let own = cx
        .client_credentials()
        .map(|admin| &admin.scopes)
        .filter(|scopes| scopes.get().is_some_and(|scopes| !scopes.is_empty()));
    let propeller = own.map(|scopes| ScopeRequest { who: cx.caller(), verb: "does", scopes });
    if cx.is_internal() {
        for client in [Some(users), propeller].into_iter().flatten() {
            check_all_scope(cx, auth, &client, Severity::Error, found);
        }
        return;
    }
    let Some((_, kind)) = cx.external() else { return };
    let severity = match kind {
        IdpKind::Entra => return check_api(cx, &users, found),
        IdpKind::Google => return,
        // At Keycloak a mapper, and at Auth0 a default profile, can add the scope; Okta has no equivalent.
        IdpKind::Okta => Severity::Error,
        IdpKind::Keycloak | IdpKind::Oidc => Severity::Warning,
    };
    for client in [Some(users), propeller].into_iter().flatten() {
        check_all_scope(cx, auth, &client, severity, found);
    }
}

fn check_all_scope(
    cx: &Context<'_>,
    auth: &Auth,
    client: &ScopeRequest<'_>,
    severity: Severity,
    found: &mut Findings<'_>,
) {
    let ScopeRequest { who, verb, scopes } = client;
    let Some(list) = scopes.get().filter(|list| !requested_scopes(list).contains(&SCOPE_ALL)) else {
        return;
    };
    let site = cx.setting(scopes);
    // A scope in another provider's form means that the issuer is wrong, or that the API has its own name.
    let is_of_an_api = list.iter().any(|one| one.contains('/') || one.contains("://"));
    let changes = if is_of_an_api { Vec::new() } else { add_scope(cx, &site, list, SCOPE_ALL, &STANDARD_SCOPES) };
    let home = cx.home(scopes);
    let finding = found.report(
        site,
        format!("{who} {verb} not request the scope `{SCOPE_ALL}`, which flyteadmin requires for every call"),
    );
    finding.severity(severity).fix(format!("Add `{SCOPE_ALL}`"), Unsafe, changes);
    // `ALL` is not a scope of the static client either.
    if list.iter().any(|one| one.eq_ignore_ascii_case(SCOPE_ALL)) {
        let clients = Path::of(&["auth", "appAuth", "selfAuthServer", "staticClients"]);
        finding.explains(
            [&super::static_clients_partial_override::RULE],
            cx.release().right_path(&cx.chart().home_of(&clients)),
        );
    }
    if let Some((issuer, kind)) = cx.external() {
        let name = kind.provider().name_at(&issuer);
        finding
            .help(format!("add `{SCOPE_ALL}` to `{home}`, and create that scope at {name}"))
            .relate(type_site(cx, auth), "the identity provider issues the tokens");
    } else {
        finding.help(format!("add `{SCOPE_ALL}` to `{home}`"));
    }
}

/// Checks that a scope names Flyte's API: Entra ID issues tokens for the API only then.
fn check_api(cx: &Context<'_>, client: &ScopeRequest<'_>, found: &mut Findings<'_>) {
    let ScopeRequest { who, scopes, .. } = client;
    let Some(list) = scopes.get() else { return };
    let requested = requested_scopes(list);
    let bare = requested.contains(&SCOPE_ALL);
    let message = if bare {
        format!("{who} request the scope `{SCOPE_ALL}` without its API, so Entra ID does not know it")
    } else if requested.iter().any(|scope| is_scope_of_an_api(scope)) {
        return;
    } else {
        format!("{who} request no scope of Flyte's API, so Entra ID issues a token for Microsoft Graph")
    };
    found
        .report(cx.setting(scopes), message)
        .help(format!("list `api://<client ID of the API>/{SCOPE_ALL}` in `{}`", cx.home(scopes)));
}
