use super::fix_support::{remove, set};
use super::network_support::{AuthorizedUri, entries, front, is_local, is_public};
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "insecure-cookie-over-http",
    summary: "Login cookies are `Secure` although the public URL is plain http, or the reverse",
    remedy: "serve Flyte over https; for a sandbox on localhost, set `insecureCookieHeader: true` in `server.security`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(security) = cx.security() else { return };
    let setting = &security.insecure_cookie_header;
    let Some(front) = front(cx).filter(|_| cx.flyte() >= FlyteVersion::SECURE_COOKIES) else {
        return;
    };
    let Some(insecure) = setting.get() else {
        check_layer(cx, &front, found);
        return;
    };
    let site = || cx.setting(setting);
    let key = cx.home(setting);
    if front.url.scheme() == "http" && !insecure {
        let local = is_local(front.url.hostname());
        let (who, severity) =
            if local { ("some browsers reject", Severity::Warning) } else { ("browsers drop", Severity::Error) };
        let others_local = entries(cx).iter().all(|entry| !entry.origin.is_user() || !is_public(entry.url.hostname()));
        let finding = found
            .report(
                site(),
                format!(
                    "since 1.14.0, Flyte's login cookies are `Secure`, which {who} at `{}`, so the login fails with \
                        `Could not find csrf cookie`",
                    front.url
                ),
            )
            .help(if local {
                format!("set `{key}: true`")
            } else {
                "serve Flyte over https and write the https URL in `authorizedUris`".to_owned()
            })
            .severity(severity)
            .relate(front.site(cx), "plain http");
        if local && others_local {
            finding.fix("Set `insecureCookieHeader: true`", Unsafe, set(&site(), true));
        } else if !local {
            let https = front.url.to_string().replacen("http://", "https://", 1);
            finding.fix(format!("Write `{https}`"), Unsafe, set(&front.site(cx), https));
        }
    }
    let serves_http = entries(cx).iter().any(|entry| {
        let host = entry.url.hostname();
        entry.origin.is_user() && entry.url.scheme() == "http" && (is_local(host) || is_public(host))
    });
    if *insecure && front.url.scheme() == "https" && !serves_http {
        found
            .report(
                site(),
                format!(
                    "login cookies are not `Secure` although Flyte is at `{}`, so a plain http request exposes the \
                        session",
                    front.url
                ),
            )
            .help(format!("remove `{key}`: it is for a sandbox over plain http"))
            .severity(Severity::Warning)
            .fix("Remove `insecureCookieHeader`", Unsafe, remove(&site()))
            .relate(front.site(cx), "https");
    }
}

/// Checks a layer, which does not show whether cookies are `Secure`.
fn check_layer(cx: &Context<'_>, front: &AuthorizedUri<'_>, found: &mut Findings<'_>) {
    let is_public_http = front.url.scheme() == "http" && !is_local(front.url.hostname());
    if cx.is_fragment() && is_public_http {
        found
            .report(
                front.site(cx),
                format!(
                    "`{}` is plain http, at which browsers drop Flyte's `Secure` login cookies since 1.14.0",
                    front.url
                ),
            )
            .severity(Severity::Warning)
            .help("serve Flyte over https and write the https URL");
    }
}
