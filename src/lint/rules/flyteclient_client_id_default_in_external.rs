use super::setting_support::deleted_client;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "flyteclient-client-id-default-in-external",
    summary: "flytectl uses the default client ID `flytectl`, which the identity provider does not know",
    remedy: "set `flyteClient.clientId` to the ID of the public client at the identity provider",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [implausible_client_id],
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
                    deleted_client(cx, id).unwrap_or_else(site),
                    format!("users cannot log in with flytectl: no static client of flyteadmin has the ID `{id}`"),
                )
                .help("use `flytectl`, or add a public client with this ID to `selfAuthServer.staticClients`");
        }
        return;
    }
    let Some((issuer, kind)) = cx.external() else { return };
    if id == "flytectl" && kind.makes_ids(&issuer) {
        let idp = kind.provider().name_at(&issuer);
        found.report(
            site(),
            format!(
                "flytectl and pyflyte log in at {idp} with the default client ID `{id}`, but {idp} generates its \
                    client IDs"
            ),
        );
    }
}
