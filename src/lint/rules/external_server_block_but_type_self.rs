//! A block for an external server that nothing reads.

use super::external_support::type_site;
use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::config::AuthServerType;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "external-server-block-but-type-self",
    summary: "`externalAuthServer` is filled in, but `authServerType` leaves flyteadmin to issue the tokens",
    remedy: "set `authServerType: External` beside the block, or remove the block",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_internal()) else {
        return;
    };
    let server = &auth.app_auth.external_auth_server;
    let site = if server.base_url.get().is_some_and(|url| !url.is_empty()) {
        cx.setting(&server.base_url)
    } else if server.allowed_audience.get().is_some_and(|list| !list.is_empty()) {
        cx.setting(&server.allowed_audience)
    } else if server.metadata_url.get().is_some_and(|url| !url.is_empty()) {
        cx.setting(&server.metadata_url)
    } else {
        return;
    };
    let given = &auth.app_auth.auth_server_type;
    let (severity, message) = if given.is_given() {
        (Severity::Warning, "this external server is not used: `authServerType` says `Self`")
    } else {
        (
            Severity::Error,
            "this external server is not used: without `authServerType` flyteadmin issues the tokens itself and \
                refuses the identity provider's",
        )
    };
    let changes = set(&cx.unset(&auth.app_auth.auth_server_type), AuthServerType::External.name());
    let finding = found
        .report(site, message)
        .severity(severity)
        .help(format!("set `{}: External`, or remove the block", cx.home(&auth.app_auth.auth_server_type)))
        .relate(type_site(cx, auth), "decides");
    // A hash is what flyteadmin's own server needs and no other: somebody who has one may have left the block over.
    let clients = &auth.app_auth.self_auth_server.static_clients;
    let has_hash = clients.clients.values().any(|client| client.client_secret.is_given());
    if !has_hash && !given.is_given() {
        finding.fix("Set `authServerType: External`", Unsafe, changes);
    }
}
