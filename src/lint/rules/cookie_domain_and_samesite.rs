use super::network_support::{entries, is_of_cluster};
use crate::diagnostic::Severity;
use crate::flyte::config::SameSite;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "cookie-domain-and-samesite",
    summary: "The cookies' domain or `SameSite` policy prevents the browser from returning the session",
    remedy: "remove `userAuth.cookieSetting`, unless the console and flyteadmin have different hosts",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    domain(cx, found);
    let policy = &auth.user_auth.cookie_setting.same_site_policy;
    let site = || cx.setting(policy);
    match policy.get() {
        Some(SameSite::StrictMode) if cx.is_internal() => {
            found
                .report(
                    site(),
                    "with `StrictMode`, browsers do not send the cookies on the way back from the identity provider, \
                        which flytectl's login needs",
                )
                .help("use `LaxMode`, or remove `sameSitePolicy`")
                .severity(Severity::Warning);
        }
        Some(SameSite::NoneMode) => {
            let Some(header) = cx.security().map(|security| &security.insecure_cookie_header) else {
                return;
            };
            if header.get() == Some(&true) {
                found
                    .report(
                        site(),
                        "browsers reject cookies with `SameSite=None` that are not `Secure`, so every login is lost \
                            immediately",
                    )
                    .help("remove `insecureCookieHeader`, or use `LaxMode`")
                    .relate(cx.setting(header), "makes them not `Secure`");
            }
        }
        _ => {}
    }
}

fn domain(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let setting = &auth.user_auth.cookie_setting.domain;
    let Some(domain) = setting.text() else { return };
    let entries = entries(cx);
    let hosts: Vec<_> = entries
        .iter()
        .filter(|entry| {
            let host = entry.url.hostname();
            entry.origin.is_user() && !host.is_empty() && !is_of_cluster(host)
        })
        .collect();
    let Some(first) = hosts.first() else { return };
    let site = cx.setting(setting);
    if domain.contains([':', '/']) {
        found
            .report(site, format!("`{domain}` is not a domain, so flyteadmin sends the cookies without one"))
            .help("write only the host name, without scheme and port")
            .severity(Severity::Warning);
        return;
    }
    if !hosts.iter().any(|entry| is_within(entry.url.hostname(), domain)) {
        found
            .report(
                site,
                format!(
                    "browsers reject cookies for `{domain}` from `{}`, so every login is lost immediately",
                    first.url.hostname()
                ),
            )
            .help(
                "the domain must be the host of the public URL or a parent domain; remove `domain` unless the console \
                    has another host",
            )
            .relate(first.site(cx), "the cookies come from here");
    }
}

/// Returns whether a host may set cookies for a domain (RFC 6265, section 5.1.3).
fn is_within(host: &str, domain: &str) -> bool {
    let host = host.to_lowercase();
    let domain = domain.trim_start_matches('.').to_lowercase();
    host == domain || host.strip_suffix(&domain).is_some_and(|rest| rest.ends_with('.'))
}
