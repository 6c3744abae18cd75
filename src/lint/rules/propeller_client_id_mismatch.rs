//! flytepropeller's client id is one that the authorization server does not know.

use crate::chart::Chart;
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "propeller-client-id-mismatch",
    summary: "flytepropeller's client id is one that the authorization server does not know",
    remedy: "set the client id that the authorization server knows",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: ["implausible-client-id"],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(client_id) = cx.client_credentials().map(|admin| &admin.client_id) else {
        return;
    };
    let Some(id) = client_id.text() else { return };
    let site = cx.setting(client_id);
    if cx.is_internal() {
        let Some(auth) = cx.auth() else { return };
        let clients = &auth.app_auth.self_auth_server.static_clients;
        let known = clients.clients.contains_key(id);
        // Another layer may add the client.
        if !known && !cx.has_outside_config() && !cx.is_fragment() {
            found
                .report(site, format!("flytepropeller cannot log in: no static client of flyteadmin has the id `{id}`"))
                .help("use `flytepropeller`, or add a client of this id to `selfAuthServer.staticClients`");
        }
        return;
    }
    let Some((_, idp)) = cx.external() else { return };
    // Keycloak's and other providers' ids are free to choose, so the default may be meant.
    let makes_ids = matches!(idp, IdpKind::Okta | IdpKind::Entra);
    if id == DEFAULT_ID && makes_ids {
        found
            .report(site, format!("flytepropeller calls itself `{id}`, the default, and {idp} gives ids of its own"))
            .help(format!(
                "set `{}` to the id of the service application at {idp}",
                match cx.chart() {
                    Chart::FlyteBinary => "configuration.auth.internal.clientId",
                    Chart::FlyteCore => "secrets.adminOauthClientCredentials.clientId",
                }
            ));
    }
}

/// The id in both charts' own values, and Flyte's default (`flyteidl/clients/go/admin/config.go`, v1.16.8).
const DEFAULT_ID: &str = "flytepropeller";
