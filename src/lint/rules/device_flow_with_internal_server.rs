//! The device flow is asked for, and flyteadmin's own authorization server does not have it.

use crate::diagnostic::Severity;
use crate::flyte::config::AuthType;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "device-flow-with-internal-server",
    summary: "The device flow is asked for, and flyteadmin's own authorization server does not have it",
    remedy: "use `Pkce`, or `ClientSecret` on machines without a browser; or let the identity provider issue the tokens",
    severity: Error,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    if cx.flow() != Some(AuthType::DeviceFlow) {
        return;
    }
    let site = cx.site("authType");
    match cx.deployment() {
        Some(deployment) if deployment.external().is_some() => {}
        Some(_) => {
            found.report(
                site,
                "nobody gets a token: flyteadmin issues them here, and it has no device endpoint",
            );
        }
        None => {
            found
                .report(
                    site,
                    "the device flow works only where the identity provider issues the tokens: flyteadmin has no device endpoint",
                )
                .severity(Severity::Info)
                .help("name the values of the deployment with `-f`, and this is checked");
        }
    }
}
