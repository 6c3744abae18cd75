use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::{CLI_REDIRECT_URI, is_local};
use crate::go::GoUrl;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "redirect-uri-changed",
    summary: "flytectl waits for the login at a URL where it cannot listen, or which the authorization server may not \
        accept",
    remedy: "keep `redirectUri: http://localhost:53593/callback`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let redirect = &auth.app_auth.third_party_config.flyte_client.redirect_uri;
    let Some(uri) = redirect.text().filter(|uri| *uri != CLI_REDIRECT_URI) else {
        return;
    };
    let Some(can_listen) = can_listen_at(uri) else { return };
    let site = cx.setting(redirect);
    if !can_listen {
        let changes = set(&site, CLI_REDIRECT_URI);
        found
            .report(
                site,
                format!(
                    "users cannot log in with flytectl: it waits for the browser at `{uri}`, but can listen only on \
                        localhost over plain http"
                ),
            )
            .fix(format!("Write `{CLI_REDIRECT_URI}`"), Unsafe, changes)
            .help(format!("write `{CLI_REDIRECT_URI}` in `{}`", cx.home(redirect)));
    } else if cx.is_external() {
        found
            .report(
                site,
                format!(
                    "`{uri}` is not flytectl's default: register it at the identity provider as a redirect URI of \
                        flytectl's client"
                ),
            )
            .severity(Severity::Info);
    }
}

/// Returns whether flytectl can listen at a redirect URI; `None` if it is not a URL.
pub(super) fn can_listen_at(uri: &str) -> Option<bool> {
    let url = GoUrl::parse(uri).ok()?;
    Some(is_local(url.hostname()) && url.scheme() == "http")
}
