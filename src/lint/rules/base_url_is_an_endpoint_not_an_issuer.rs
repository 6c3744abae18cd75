//! Base URLs that are something else than an issuer.

use super::fix_support::set;
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::Severity;
use crate::flyte::config::Traced;
use crate::go::GoUrl;
use crate::idp::Issuer;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "base-url-is-an-endpoint-not-an-issuer",
    summary: "`baseUrl` is an endpoint, a discovery document or not an https URL, instead of the issuer",
    remedy: "use the value of `issuer` in the provider's discovery document",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    one(cx, found, &auth.user_auth.open_id.base_url);
    let server = &auth.app_auth.external_auth_server;
    // A whole URL there makes the base URL meaningless.
    let whole = server.metadata_url.get().is_none_or(|url| !url.host().is_empty());
    if cx.is_external() && !whole {
        one(cx, found, &server.base_url);
    }
}

fn one(cx: &Context<'_>, found: &mut Findings<'_>, value: &Traced<GoUrl>) {
    let Some(url) = value.get().filter(|url| !url.is_empty()) else {
        return;
    };
    let text = url.to_string();
    // Something is still to be put there, which is another fault.
    if text.contains(['<', '>', '$']) || text.contains("%3C") || text.contains("{{") {
        return;
    }
    let Err(fault) = Issuer::parse(&text) else { return };
    let site = cx.setting(value);
    let changes = text
        .find("/.well-known/")
        .and_then(|at| text.get(..at))
        .filter(|issuer| Issuer::parse(issuer).is_ok())
        .map(|issuer| set(&site, issuer));
    let finding = found.report(site, fault.message());
    if let Some(changes) = changes {
        finding.fix("Write only the issuer", Safe, changes);
    }
    if let Some(advice) = fault.advice() {
        finding.help(advice);
    }
    // Flyte takes it; tokens and secrets then travel in the clear.
    if url.scheme() == "http" {
        finding.severity(Severity::Warning);
    }
}
