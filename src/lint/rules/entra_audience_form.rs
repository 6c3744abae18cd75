//! One of the two forms that Entra writes an audience in.

use super::external_support::issuer_site;
use super::fix_support::add_item;
use crate::diagnostic::Applicability::Unsafe;
use crate::idp::IdpKind;
use crate::idp::build::is_guid;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "entra-audience-form",
    summary: "`allowedAudience` holds one form of the API's id, while Entra may write the other",
    remedy: "list both the client id and `api://` with the client id",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some((_, IdpKind::Entra))) = (cx.auth(), cx.external()) else {
        return;
    };
    let allowed = &auth.app_auth.external_auth_server.allowed_audience;
    let list = allowed.get().map(Vec::as_slice).unwrap_or_default();
    for audience in list {
        let (other, tokens) = match audience.strip_prefix("api://") {
            Some(id) if is_guid(id) => (id.to_owned(), "v2"),
            None if is_guid(audience) => (format!("api://{audience}"), "v1"),
            _ => continue,
        };
        if !list.contains(&other) {
            let site = cx.setting(allowed);
            let changes = add_item(cx, &site, list, &other);
            found
                .report(
                    site,
                    format!(
                        "`{audience}` is accepted and `{other}` is not, which Entra's {tokens} access tokens carry"
                    ),
                )
                .help(format!(
                    "add `{other}` to `{}`: the app's manifest decides which of the two it is",
                    cx.home(allowed)
                ))
                .fix(format!("Accept `{other}`, too"), Unsafe, changes)
                .relate(issuer_site(cx, auth), "Entra");
        }
    }
}
