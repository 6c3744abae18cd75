use super::fix_support::set;
use super::network_support::entries;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "user-auth-redirect-url",
    summary: "The login ends at an address outside Flyte",
    remedy: "remove `userAuth.redirectUrl` (the login then ends at `/console`), or write a path",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let setting = &auth.user_auth.redirect_url;
    let Some(url) = setting.get().filter(|url| !url.is_empty() && setting.is_given()) else {
        return;
    };
    let site = cx.setting(setting);
    let is_web = matches!(url.scheme(), "http" | "https");
    if url.hostname().is_empty() {
        let first = url.path().split('/').next().unwrap_or_default();
        if !url.scheme().is_empty() || first.contains('.') {
            let changes = set(&site, format!("https://{url}"));
            found
                .report(
                    site,
                    format!(
                        "`{url}` has no scheme, so browsers read it as a path below the public URL, and a login \
                            without a target page ends with status 404"
                    ),
                )
                .help(format!("write `https://{url}`, or `/console`"))
                .fix(format!("Write `https://{url}`"), Unsafe, changes);
        }
        return;
    }
    // A placeholder.
    if url.hostname().contains('<') {
        return;
    }
    let entries = entries(cx);
    let same = |host: &str| host.eq_ignore_ascii_case(url.hostname());
    let Some(first) = entries.first() else { return };
    if is_web && !entries.iter().any(|entry| same(entry.url.hostname())) {
        found
            .report(
                site,
                format!(
                    "the login ends at `{url}`, whose host is not in `authorizedUris` and does not get the session's \
                        cookies"
                ),
            )
            .relate(first.site(cx), "the public URL");
    }
}
