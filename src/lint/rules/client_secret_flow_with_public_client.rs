//! `authType: ClientSecret` names a client that has no secret.

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

/// Settings that have a meaning with an external server only, where any id may be a confidential client's.
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
                    "where flyteadmin issues the tokens, `flytectl` has no secret, and gets no token with \
                        `ClientSecret`",
                )
                .help(
                    "name a confidential client, as `flytepropeller` is one; with an external server give the values, \
                        `-f values.yaml`, to see what `flytectl` is there",
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
                "`{shown}` is the client that flytectl logs people in with, without a secret: {idp} gives it no \
                token with `ClientSecret`"
            ),
        );
    } else {
        found
            .report(
                site,
                format!("`{shown}` is a client without a secret: flyteadmin gives it no token with `ClientSecret`"),
            )
            .help("name `flytepropeller` or a static client of the service's own; `authType: Pkce` is for people")
            .severity(Severity::Error);
    }
}

/// Whether the endpoint is another deployment's, of which the values say nothing.
pub(super) fn is_elsewhere(cx: &ClientContext<'_>, deployment: &Deployment) -> bool {
    let own = GrpcTarget::read(Endpoint::of(&deployment.url).as_str());
    match (cx.endpoint(), own) {
        (Some((endpoint, _)), Some(Ok(own))) => !endpoint.host.eq_ignore_ascii_case(&own.host),
        _ => false,
    }
}
