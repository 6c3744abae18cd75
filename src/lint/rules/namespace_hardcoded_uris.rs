use super::network_support::{entries, front, taken};
use crate::chart::CORE_URL;
use crate::diagnostic::Severity;
use crate::flyte::run::caller_url;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "namespace-hardcoded-uris",
    summary: "The authorized URIs do not contain flyteadmin's Service, or contain that of another namespace",
    remedy: "list `http://flyteadmin:80` after the public URL: components in the cluster call flyteadmin by this name",
    severity: Warning,
    charts: CORE,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let namespace = match cx.value(&["forceNamespace"]).filter(|value| value.is_truthy()) {
        Some(forced) => forced.as_str(),
        None => Some(cx.release().namespace()),
    };
    let Some(namespace) = namespace else { return };
    for entry in entries(cx).iter().filter(|entry| entry.origin.is_user()) {
        let named = entry
            .url
            .hostname()
            .strip_prefix("flyteadmin.")
            .filter(|rest| rest.split('.').nth(1).is_none_or(|next| next == "svc"))
            .and_then(|rest| rest.split('.').next());
        if let Some(other) = named.filter(|other| *other != namespace) {
            found
                .report(
                    entry.site(cx),
                    format!(
                        "`{}` is flyteadmin in the namespace `{other}`, but this release is in `{namespace}`, so no \
                            call matches it",
                        entry.url
                    ),
                )
                .help(format!("write `{CORE_URL}`, which works in every namespace, or pass the namespace with `-n`"));
        }
    }
    check_token_host(cx, found);
}

/// Reports components that have to request tokens at the public URL: with the internal server they do unless their host
/// is listed.
fn check_token_host(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(auth), Some(admin), Some(front)) = (cx.auth(), cx.admin(), front(cx)) else {
        return;
    };
    let makes_server = cx.value(&["flyteadmin", "enabled"]).is_some_and(Value::is_truthy);
    let call = admin.endpoint.get().and_then(caller_url);
    let own_server = call.filter(|call| call.hostname() == "flyteadmin");
    let Some(call) = own_server.filter(|_| cx.is_internal() && makes_server) else {
        return;
    };
    let requests = admin.token_url.get().is_some_and(String::is_empty);
    let goes_around = taken(cx, call.host()).is_some_and(|entry| entry.url.hostname() != call.hostname());
    if requests && goes_around {
        found
            .report(
                cx.setting(&auth.authorized_uris),
                format!(
                    "`{CORE_URL}` is not listed, so {} requests its token at `{}` and must \
                        reach it from inside the cluster",
                    cx.caller(),
                    front.url
                ),
            )
            .severity(Severity::Info);
    }
}
