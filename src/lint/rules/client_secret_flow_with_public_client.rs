use crate::client::read::GrpcTarget;
use crate::deployment::{Deployment, Endpoint, FLYTECTL};
use crate::diagnostic::Severity;
use crate::flyte::config::AuthType;
use crate::idp::ClientId;
use crate::lint::{ClientContext, Findings, declare_rule};
use crate::text::visible;

declare_rule! {
    name: "client-secret-flow-with-public-client",
    summary: "`authType: ClientSecret` uses a public client, which has no secret",
    remedy: "use a separate confidential client for the service; users log in with `authType: Pkce`",
    severity: Warning,
    looks_at: ClientConfig,
}

/// Settings that only have a meaning with an external server, where any ID may belong to a confidential client.
const OF_EXTERNAL: [&str; 3] = ["tokenUrl", "authorizationServerUrl", "audience"];

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    if cx.flow() != Some(AuthType::ClientSecret) {
        return;
    }
    let Some((id, site)) = cx.text("clientId") else {
        return;
    };
    let Some(deployment) = cx.deployment() else {
        if id == FLYTECTL && !OF_EXTERNAL.iter().any(|key| cx.is_set(key)) {
            found
                .report(
                    site,
                    "with the internal server, `flytectl` has no secret and gets no token with `ClientSecret`",
                )
                .help(
                    "use a confidential client, such as `flytepropeller`; with an external server, pass `-f \
                        values.yaml` to check `flytectl` there",
                );
        }
        return;
    };
    if !deployment.has_no_secret(&ClientId::as_found(id)) || is_elsewhere(cx, deployment) {
        return;
    }
    let shown = visible(id);
    if deployment.external().is_some() {
        let idp = deployment.idp_name();
        found.report(
            site,
            format!(
                "`{shown}` is flytectl's public client, which has no secret: {idp} issues no token to it with \
                    `ClientSecret`"
            ),
        );
    } else {
        found
            .report(
                site,
                format!(
                    "`{shown}` is a public client, which has no secret: flyteadmin issues no token to it with \
                    `ClientSecret`"
                ),
            )
            .help("use `flytepropeller` or a separate static client; users log in with `authType: Pkce`")
            .severity(Severity::Error);
    }
}

/// Returns whether the endpoint belongs to another deployment, which the values do not describe.
pub(super) fn is_elsewhere(cx: &ClientContext<'_>, deployment: &Deployment) -> bool {
    let own = GrpcTarget::read(Endpoint::of(&deployment.url).as_str());
    match (cx.endpoint(), own) {
        (Some((endpoint, _)), Some(Ok(own))) => !endpoint.host.eq_ignore_ascii_case(&own.host),
        _ => false,
    }
}
