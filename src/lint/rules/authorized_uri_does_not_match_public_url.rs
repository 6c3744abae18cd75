use super::fix_support::set;
use super::network_support::{
    AuthorizedUri, entries, has_tls, ingress_host, ingress_path, is_local, is_of_cluster, is_public, taken, usable,
};
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::flyte::PublicUrl;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "authorized-uri-does-not-match-public-url",
    summary: "An authorized URI differs from the URL at which users reach Flyte",
    remedy: "write scheme, host and port as users type them, with nothing after them: `https://flyte.example.org`",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let entries = entries(cx);
    for entry in entries.iter().filter(|entry| entry.origin.is_user()) {
        form(cx, entry, found);
    }
    let Some(host) = ingress_host(cx) else { return };
    let ingress = || cx.site(&ingress_path(cx.chart(), &["host"]));
    let Some(first) = entries.first().filter(|first| first.origin.is_user()) else {
        return;
    };
    let listed = entries.iter().any(|entry| entry.url.hostname().eq_ignore_ascii_case(host));
    if listed {
        let Some(entry) = taken(cx, host).filter(|entry| entry.origin.is_user()) else {
            return;
        };
        if entry.url.scheme() == "http" && has_tls(cx) {
            let changes = set(&entry.site(cx), format!("https://{host}"));
            found
                .report(
                    entry.site(cx),
                    format!("the Ingress serves `https://{host}`, but flyteadmin redirects users to `{}`", entry.url),
                )
                .help(format!("write `https://{host}`"))
                .fix(format!("Write `https://{host}`"), Unsafe, changes)
                .severity(Severity::Error)
                .relate(ingress(), "the host of the Ingress");
        }
        return;
    }
    // Behind another proxy, the Ingress may have a host that users never enter.
    let maybe_proxied = first.url.scheme() == "https" && is_public(first.url.hostname());
    if first.url.hostname().is_empty() || is_local(first.url.hostname()) {
        return;
    }
    found
        .report(
            first.site(cx),
            format!(
                "no authorized URI has the Ingress's host `{host}`, so the login redirects its users to `{}`",
                first.url
            ),
        )
        .help(format!("write `https://{host}` first"))
        .severity(if maybe_proxied { Severity::Warning } else { Severity::Error })
        .relate(ingress(), "the host of the Ingress");
}

/// Checks the form of an entry.
fn form(cx: &Context<'_>, entry: &AuthorizedUri<'_>, found: &mut Findings<'_>) {
    let text = entry.url.to_string();
    let is_web = matches!(entry.url.scheme(), "http" | "https");
    if entry.url.hostname().is_empty() || !is_web {
        if text.is_empty() {
            return;
        }
        // The first entry applies to all hosts that are not listed. If no other entry is usable, another rule reports
        // it.
        let finding = found.report(
            entry.site(cx),
            format!(
                "`{text}` has no {}, so no request matches it",
                if is_web { "host" } else { "scheme `http` or `https`" }
            ),
        );
        finding.severity(if usable(&entries(cx)).is_some() { Severity::Info } else { Severity::Error });
        // A placeholder word is not a host.
        let host = text.split([':', '/']).next().unwrap_or_default();
        let is_host = is_of_cluster(host) && host.starts_with("flyteadmin") || is_local(host) || host.contains('.');
        if !text.contains("://") && is_host {
            // Inside the cluster, no process uses TLS.
            let scheme = if is_of_cluster(host) || is_local(host) { "http" } else { "https" };
            finding.help(format!("write `{scheme}://{text}`")).fix(
                format!("Write `{scheme}://{text}`"),
                Unsafe,
                set(&entry.site(cx), format!("{scheme}://{text}")),
            );
        }
        return;
    }
    // A path that ends in a slash is valid if Flyte is served below a path.
    if entry.url.scheme() != "https" || (entry.url.path().len() > 1 && entry.url.path().ends_with('/')) {
        return;
    }
    if let Err(fault) = PublicUrl::parse(&text) {
        let message = format!(
            "the authorized URI {fault}; flyteadmin uses it unchanged as the audience and for the redirect \
                URI"
        );
        let site = entry.site(cx);
        let bare = text.trim_end_matches('/');
        let changes = PublicUrl::parse(bare).is_ok().then(|| set(&site, bare));
        let finding = found.report(site, message);
        // flyteadmin's own tokens contain the same text, so they are accepted; but no browser accepts two ports.
        if !cx.is_external() && !entry.url.hostname().contains(':') {
            finding.severity(Severity::Info);
        }
        if let Some(changes) = changes {
            finding.fix("Remove the trailing slash", Safe, changes);
        }
        if let Some(advice) = fault.advice() {
            finding.help(advice);
        }
    }
}
