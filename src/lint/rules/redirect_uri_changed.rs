//! A place where flytectl cannot wait for the login.

use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::go::GoUrl;
use crate::idp::CLI_REDIRECT_URI;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "redirect-uri-changed",
    summary: "flytectl is told to wait for the login where it cannot, or where the identity provider may not send it",
    remedy: "leave `redirectUri` as it is: `http://localhost:53593/callback`",
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
    let Ok(url) = GoUrl::parse(uri) else { return };
    let site = cx.setting(redirect);
    let here = matches!(url.hostname(), "localhost" | "127.0.0.1" | "::1");
    if !here || url.scheme() != "http" {
        let changes = set(&site, CLI_REDIRECT_URI);
        found
            .report(
                site,
                format!(
                    "people cannot log in with flytectl: it listens at `{uri}` for the end of the login, and can \
                    listen only with plain http on its own machine"
                ),
            )
            .fix(format!("Write `{CLI_REDIRECT_URI}`"), Unsafe, changes)
            .help(format!("write `{CLI_REDIRECT_URI}` in `{}`", cx.home(redirect)));
    } else if cx.is_external() {
        found
            .report(
                site,
                format!(
                    "the identity provider must know `{uri}` as a redirect URI of flytectl's client: it is not \
                    the usual one"
                ),
            )
            .severity(Severity::Info);
    }
}
