use crate::flyte::config::AuthType;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "device-flow-with-internal-server",
    summary: "The client requests the device flow, which flyteadmin's internal authorization server does not support",
    remedy: "use `Pkce`, or `ClientSecret` on machines without a browser; or use an external authorization server",
    severity: Error,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    if cx.flow() != Some(AuthType::DeviceFlow) {
        return;
    }
    // The file itself does not show which server issues the tokens.
    let Some(deployment) = cx.deployment() else {
        return;
    };
    if deployment.external().is_none() {
        found.report(
            cx.site("authType"),
            "users get no token: flyteadmin issues the tokens here, and it has no device endpoint",
        );
    }
}
