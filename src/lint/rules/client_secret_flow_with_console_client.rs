use super::client_secret_flow_with_public_client::is_elsewhere;
use crate::deployment::Deployment;
use crate::flyte::config::AuthType;
use crate::idp::ClientId;
use crate::lint::{ClientContext, Findings, declare_rule};
use crate::text::visible;

declare_rule! {
    name: "client-secret-flow-with-console-client",
    summary: "`authType: ClientSecret` uses the web client",
    remedy: "use a separate confidential client for the service; `flyte-auth guide --ci` shows how to register one",
    severity: Warning,
    looks_at: ClientConfig,
}

/// Settings that select another authorization server than the deployment's.
const ELSEWHERE: [&str; 2] = ["tokenUrl", "authorizationServerUrl"];

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    // flyteadmin's own clients are checked by `unknown-static-client`.
    let Some(deployment) = cx.deployment().filter(|it| it.external().is_some()) else {
        return;
    };
    let Some((id, site)) = cx.text("clientId") else {
        return;
    };
    let is_consoles = deployment.is_for_console_only(&ClientId::as_found(id));
    if cx.flow() == Some(AuthType::ClientSecret) && is_consoles && is_for_here(cx, deployment) {
        found.report(
            site,
            format!(
                "`{}` is the web client: {} issues no token to a service with it, unless it also has the \
                    client-credentials grant",
                visible(id),
                deployment.idp_name()
            ),
        );
    }
}

/// Returns whether the configuration is for the deployment of the values, and for its authorization server.
pub(super) fn is_for_here(cx: &ClientContext<'_>, deployment: &Deployment) -> bool {
    !is_elsewhere(cx, deployment) && !ELSEWHERE.iter().any(|key| cx.is_set(key))
}
