use super::secrets_support::hash;
use crate::chart::ENABLE_AUTH_SERVER;
use crate::deployment::FLYTEPROPELLER;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "propeller-secret-without-static-client-hash",
    summary: "flytepropeller has a client secret, but flyteadmin has no hash of it",
    remedy: "set the hash of the client secret; `flyte-auth hash --stdin` computes it",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    // A control plane has no flytepropeller; those of the data planes log in with this secret.
    let other_way = cx.admin().is_some() && cx.client_credentials().is_none();
    if !cx.is_internal() || other_way {
        return;
    }
    // flyte-binary without its static clients is another problem.
    let clients_left_out = cx.value(&ENABLE_AUTH_SERVER).is_some_and(|enabled| !enabled.is_truthy());
    if clients_left_out {
        return;
    }
    let Some(auth) = cx.auth() else { return };
    let clients = &auth.app_auth.self_auth_server.static_clients;
    // With a Secret or ConfigMap managed outside the chart, the hash may come from there.
    let outside = cx.has_outside_config();
    let hash_given = clients.clients.get(FLYTEPROPELLER).is_some_and(|client| {
        let hash = &client.client_secret;
        hash.is_given() && hash.get().is_none_or(|hash| !hash.0.is_empty())
    });
    let id = cx.admin().and_then(|admin| admin.client_id.text());
    if outside || hash_given || id.is_some_and(|id| id != FLYTEPROPELLER) {
        return;
    }
    let path = cx.chart().propeller_secret();
    let finding = found.report(
        cx.site(hash(cx.chart())),
        format!("{} cannot log in: flyteadmin has no hash of its client secret", cx.caller()),
    );
    if cx.value(path).is_some_and(crate::values::Value::is_truthy) {
        finding.relate(cx.site(path), "the client secret");
    }
}
