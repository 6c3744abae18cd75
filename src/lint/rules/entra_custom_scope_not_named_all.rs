//! A scope at Entra under another name than `all`.

use super::external_support::issuer_site;
use crate::flyte::FlyteVersion;
use crate::flyte::run::requested_scopes;
use crate::idp::build::is_guid;
use crate::idp::{IdpKind, SCOPE_ALL};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "entra-custom-scope-not-named-all",
    summary: "People ask Entra for a scope of the API that is not named `all`, so flyteadmin refuses their tokens",
    remedy: "expose one scope named `all` and ask for that",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((_, IdpKind::Entra))) = (cx.auth(), cx.external()) else {
        return;
    };
    // Before, a `scp` that is a string did not count at all.
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
                    cx.setting(scopes),
                    format!("people's tokens carry the scope `{name}`, while flyteadmin demands `{SCOPE_ALL}`"),
                )
                .help(format!(
                    "name the exposed scope `{SCOPE_ALL}`, expose no other, and write `{api}/{SCOPE_ALL}` in `{}`",
                    cx.home(scopes)
                ))
                .relate(issuer_site(cx, auth), "Entra");
        }
    }
}
