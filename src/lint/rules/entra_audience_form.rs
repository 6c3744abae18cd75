use super::external_support::issuer_site;
use super::fix_support::add_item;
use crate::diagnostic::Applicability::Unsafe;
use crate::idp::IdpKind;
use crate::idp::build::is_guid;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "entra-audience-form",
    summary: "`allowedAudience` contains one form of the API's ID, but Entra may use the other",
    remedy: "list both the client ID and `api://<client ID>`",
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
                    cx.item_with(allowed, audience),
                    format!("flyteadmin accepts `{audience}` but not `{other}`, the audience of Entra {tokens} tokens"),
                )
                .help(format!(
                    "add `{other}` to `{}`: `requestedAccessTokenVersion` in the app's manifest decides which of the \
                        two Entra uses",
                    cx.home(allowed)
                ))
                .fix(format!("Also accept `{other}`"), Unsafe, changes)
                .relate(issuer_site(cx, auth), "Entra");
        }
    }
}
