use super::external_support::issuer_site;
use crate::flyte::FlyteVersion;
use crate::flyte::run::requested_scopes;
use crate::idp::build::is_guid;
use crate::idp::{IdpKind, SCOPE_ALL};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "entra-custom-scope-not-named-all",
    summary: "Clients request an Entra scope that is not named `all`, so flyteadmin rejects their tokens",
    remedy: "expose a single scope named `all` and request it",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((_, IdpKind::Entra))) = (cx.auth(), cx.external()) else {
        return;
    };
    // Earlier versions ignore a `scp` that is a string.
    if cx.flyte() < FlyteVersion::STRING_SCP {
        return;
    }
    let scopes = &auth.app_auth.third_party_config.flyte_client.scopes;
    for scope in scopes.get().map(|list| requested_scopes(list)).unwrap_or_default() {
        let Some((api, name)) = scope.rsplit_once('/') else {
            continue;
        };
        if (api.starts_with("api://") || is_guid(api)) && name != SCOPE_ALL && name != ".default" {
            found
                .report(
                    cx.item_with(scopes, scope),
                    format!("user tokens carry the scope `{name}`, but flyteadmin requires `{SCOPE_ALL}`"),
                )
                .help(format!(
                    "name the exposed scope `{SCOPE_ALL}`, expose no other scope, and write `{api}/{SCOPE_ALL}` in \
                        `{}`",
                    cx.home(scopes)
                ))
                .relate(issuer_site(cx, auth), "Entra");
        }
    }
}
