//! flytectl uses the default client id `flytectl`, which the identity provider does not know.

use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "flyteclient-client-id-default-in-external",
    summary: "flytectl uses the default client id `flytectl`, which the identity provider does not know",
    remedy: "set `flyteClient.clientId` to the id of the public client at the identity provider",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: ["implausible-client-id"],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let client_id = &auth.app_auth.third_party_config.flyte_client.client_id;
    let site = || cx.setting(client_id);
    let Some(id) = client_id.text() else { return };
    if cx.is_internal() {
        let clients = &auth.app_auth.self_auth_server.static_clients.clients;
        let known = clients.contains_key(id);
        if !known && !cx.has_outside_config() {
            found
                .report(
                    site(),
                    format!("people cannot log in with flytectl: no static client of flyteadmin has the id `{id}`"),
                )
                .help("use `flytectl`, or add a public client of this id to `selfAuthServer.staticClients`");
        }
        return;
    }
    let Some((_, idp)) = cx.external() else { return };
    if id == "flytectl" && matches!(idp, IdpKind::Okta | IdpKind::Entra) {
        found.report(
            site(),
            format!(
                "flytectl and pyflyte open {idp} with the client id `{id}`, the default, and {idp} gives ids of its own"
            ),
        );
    }
}
