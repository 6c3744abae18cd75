use super::fix_support::add_item;
use super::network_support::{entries, is_local, taken};
use crate::chart::{AuthSetting, BINARY_ENDPOINT, BINARY_HTTP_PORT};
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "binary-authorized-uris-empty-or-not-first",
    summary: "The first authorized URI, or the one that flytepropeller uses, is not reachable",
    remedy: "write the public URL first in `configuration.auth.authorizedUris`, as in `- https://flyte.example.org`",
    severity: Error,
    charts: BINARY,
    needs: Auth,
    supersedes: [public_url_not_first],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let all = entries(cx);
    let Some(first) = all.first() else { return };
    if !auth.authorized_uris.is_given() {
        return;
    }
    if !first.origin.is_user() {
        found.report(
            cx.site(cx.chart().place(AuthSetting::AuthorizedUris)),
            format!(
                "`authorizedUris` is empty, so the public URL is `{}`, the chart's entry for a Service that does not \
                    exist",
                first.url
            ),
        );
        return;
    }
    if !cx.is_internal() || !requests_token_from_flyteadmin(cx) {
        return;
    }
    let Some(entry) = taken(cx, BINARY_ENDPOINT).filter(|entry| entry.origin.is_user()) else {
        return;
    };
    let host = entry.url.hostname();
    if is_local(host) && entry.url.port() != BINARY_HTTP_PORT {
        let call = format!("http://localhost:{BINARY_HTTP_PORT}");
        let list = auth.authorized_uris.get().map(|list| list.iter().map(ToString::to_string).collect::<Vec<_>>());
        let home = cx.site(cx.chart().place(AuthSetting::AuthorizedUris));
        let changes = add_item(cx, &home, &list.unwrap_or_default(), &call);
        found
            .report(
                entry.site(cx),
                format!(
                    "flytepropeller calls `{BINARY_ENDPOINT}`, so it requests its token at `{}`, where nothing in the pod listens",
                    entry.url
                ),
            )
            .fix(format!("Add `{call}`"), Unsafe, changes)
            .help(format!(
                "add `- http://localhost:{BINARY_HTTP_PORT}` at the end of `configuration.auth.authorizedUris`, or remove \
                    `localhost` from the list"
            ));
    } else if host == "flyteadmin" || host.starts_with("flyteadmin.") {
        found.report(
            entry.site(cx),
            format!(
                "flytepropeller requests its token at `{}`, but flyte-binary has no Service with that name",
                entry.url
            ),
        );
    }
}

/// Returns whether flytepropeller requests its token from flyteadmin, which serves HTTP on its default port.
fn requests_token_from_flyteadmin(cx: &Context<'_>) -> bool {
    let token_url = cx.admin().and_then(|admin| admin.token_url.get());
    let endpoint = cx.admin().and_then(|admin| admin.endpoint.get());
    let port = cx.value(&["configuration", "inline", "server", "httpPort"]);
    token_url.is_some_and(String::is_empty)
        && endpoint.is_some_and(|endpoint| endpoint.to_string() == BINARY_ENDPOINT)
        && !port.is_some_and(Value::is_truthy)
}
