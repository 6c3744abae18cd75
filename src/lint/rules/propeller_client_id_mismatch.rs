use super::setting_support::deleted_client;
use crate::chart::{AuthSetting, Chart, PROPELLER_CREDENTIALS_ID};
use crate::deployment::FLYTEPROPELLER;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "propeller-client-id-mismatch",
    summary: "The authorization server does not know flytepropeller's client ID",
    remedy: "set a client ID that the authorization server knows",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [implausible_client_id],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let caller = cx.caller();
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
                .report(
                    deleted_client(cx, id).unwrap_or(site),
                    format!("{caller} cannot log in: no static client of flyteadmin has the ID `{id}`"),
                )
                .help("use `flytepropeller`, or add a client with this ID to `selfAuthServer.staticClients`");
        }
        return;
    }
    let Some((issuer, kind)) = cx.external() else { return };
    // At Keycloak and other providers the ID can be chosen, so the default may be right.
    if id == FLYTEPROPELLER && kind.makes_ids(&issuer) {
        let idp = kind.provider().name_at(&issuer);
        found
            .report(
                site,
                format!(
                    "{caller} uses the default client ID `{id}`, but {idp} generates its client \
                IDs"
                ),
            )
            .help(format!(
                "set `{}` to the ID of {caller}'s client at {idp}",
                match cx.chart() {
                    Chart::FlyteBinary => cx.chart().place(AuthSetting::PropellerClientId),
                    Chart::FlyteCore => &PROPELLER_CREDENTIALS_ID,
                }
                .join(".")
            ));
    }
}
