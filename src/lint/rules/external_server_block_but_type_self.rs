use super::external_support::type_site;
use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::config::{AuthServerType, Traced};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Path;

declare_rule! {
    name: "external-server-block-but-type-self",
    summary: "`externalAuthServer` is set, but `authServerType` selects flyteadmin's internal server",
    remedy: "set `authServerType: External`, or remove the block",
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
    // With the provider's clients, nobody can log in at flyteadmin's own server.
    let clients = &auth.app_auth.self_auth_server.static_clients;
    let is_unknown = |id: &Traced<String>| id.text().is_some_and(|id| !clients.clients.contains_key(id));
    let has_others = is_unknown(&auth.app_auth.third_party_config.flyte_client.client_id)
        || cx.client_credentials().is_some_and(|admin| is_unknown(&admin.client_id));
    // Only flyteadmin's own server needs a hash: if there is one, the block is probably a leftover.
    let has_hash = clients.clients.values().any(|client| client.client_secret.is_given());
    let (severity, message) = if has_others {
        (
            Severity::Error,
            "flyteadmin does not use this external server, and its own has no such clients: `authServerType` is `Self`",
        )
    } else if given.is_given() {
        let may_have = has_hash || cx.has_outside_config() || cx.is_fragment();
        let severity = if may_have { Severity::Warning } else { Severity::Error };
        (severity, "flyteadmin does not use this external server: `authServerType` is `Self`")
    } else {
        (
            Severity::Error,
            "flyteadmin does not use this external server: without `authServerType`, it issues tokens itself and \
                rejects the provider's",
        )
    };
    let changes = set(&cx.unset(&auth.app_auth.auth_server_type), AuthServerType::External.name());
    let finding = found
        .report(site, message)
        .severity(severity)
        .help(format!("set `{}: External`, or remove the block", cx.home(&auth.app_auth.auth_server_type)))
        .relate(type_site(cx, auth), "decides");
    if has_others {
        finding.explains(
            [&super::flyteclient_client_id_default_in_external::RULE, &super::propeller_client_id_mismatch::RULE],
            Path::default(),
        );
    }
    if !has_hash {
        finding.explains([&super::propeller_secret_without_static_client_hash::RULE], Path::default());
    }
    if !has_hash && !given.is_given() {
        finding.fix("Set `authServerType: External`", Unsafe, changes);
    }
}
