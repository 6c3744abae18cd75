use super::network_support::{AuthorizedUri, entries, is_local, is_of_cluster, usable};
use super::setting_support::emptied;
use crate::diagnostic::Severity;
use crate::flyte::run::TokenUrl;
use crate::go::GoUrl;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "public-url-not-first",
    summary: "The authorized URIs do not start with a usable public URL, or contain none that flytepropeller can use",
    remedy: "write the public URL first in `authorizedUris`, as in `- https://flyte.example.org`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [authorized_uri_does_not_match_public_url],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let all = entries(cx);
    let first = all.first().filter(|first| first.origin.is_user());
    let is_reported = first.is_some_and(|first| check_browsers(cx, &all, first, found));
    if !is_reported {
        check_token_url(cx, found);
    }
}

/// Checks the URL that browsers and flytectl get: the entry with the host of the request, or else the first one.
/// Returns whether it is reported, by this or another rule.
fn check_browsers(
    cx: &Context<'_>,
    all: &[AuthorizedUri<'_>],
    first: &AuthorizedUri<'_>,
    found: &mut Findings<'_>,
) -> bool {
    // Placeholders are reported by another rule.
    if all.iter().any(|entry| entry.origin.is_user() && entry.url.to_string().contains(['<', '>', '$', '{'])) {
        return true;
    }
    let usable = usable(all);
    let home = uris_home(cx);
    let Some(usable) = usable else {
        let shown = first.url.to_string();
        // A URL that only lacks its scheme is reported by another rule.
        if !shown.is_empty() && !shown.contains("://") {
            return true;
        }
        let of_cluster = all.iter().all(|entry| !entry.origin.is_user() || is_of_cluster(entry.url.hostname()));
        let message = if shown.is_empty() {
            format!("`{home}` has no public URL, so logins end at `/callback` without a host")
        } else if of_cluster {
            format!(
                "`{home}` has no public URL, so logins are redirected to `{shown}/callback`, which browsers \
                cannot reach"
            )
        } else {
            format!("`{shown}` is not a public URL, but the login redirects users to it")
        };
        let site = if of_cluster { list_site(cx) } else { first.site(cx) };
        found.report(site, message);
        return true;
    };
    // flyteadmin knows the host that a browser calls; for gRPC clients it may not.
    if cx.is_internal() && is_of_cluster(first.url.hostname()) {
        found
            .report(
                first.site(cx),
                format!("flytectl is redirected to `{}` for the login, which it cannot reach", first.url),
            )
            .help(format!("write `{}` before it", usable.url))
            .relate(usable.site(cx), "the public URL");
        return true;
    }
    false
}

/// Returns the path of the authorized URIs in this chart's values.
fn uris_home(cx: &Context<'_>) -> crate::values::Path {
    cx.chart().home("auth.authorizedUris")
}

fn list_site(cx: &Context<'_>) -> crate::lint::ValueRef {
    match cx.auth() {
        Some(auth) => cx.setting(&auth.authorized_uris),
        None => cx.whole(),
    }
}

/// Checks where flytepropeller requests its token: with the internal server, at the public URL for the host that it
/// calls.
fn check_token_url(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (true, Some(TokenUrl::Known(token_url)), Some(admin)) =
        (cx.is_internal(), &cx.facts().token_url, cx.client_credentials())
    else {
        return;
    };
    let serves_tls = cx.security().is_none_or(|security| security.secure.get() != Some(&false));
    if admin.token_url.get().is_some_and(|given| !given.is_empty()) || serves_tls {
        return;
    }
    let Ok(url) = GoUrl::parse(token_url) else { return };
    let host = url.hostname();
    let has_scheme = matches!(url.scheme(), "http" | "https") && !host.is_empty();
    let is_inner = is_of_cluster(host) || is_local(host);
    if has_scheme && !(url.scheme() == "https" && is_inner) {
        return;
    }
    let why = if has_scheme { "flyteadmin does not serve TLS there" } else { "that is not a URL" };
    let site = cx.auth().and_then(|auth| emptied(cx, &auth.authorized_uris)).unwrap_or_else(|| entry_site(cx, host));
    found
        .report(site, format!("{} cannot get a token: it requests it at `{token_url}`, but {why}", cx.caller()))
        .severity(Severity::Error)
        .help(if has_scheme && is_inner {
            format!("write `http://{}` in `{}`", url.host(), uris_home(cx))
        } else {
            format!("write the public URL first in `{}`", uris_home(cx))
        });
}

/// Returns the site of the entry with this host, or else of the list.
fn entry_site(cx: &Context<'_>, host: &str) -> crate::lint::ValueRef {
    let entry = entries(cx).into_iter().find(|entry| entry.origin.is_user() && entry.url.hostname() == host);
    entry.map_or_else(|| list_site(cx), |entry| entry.site(cx))
}
