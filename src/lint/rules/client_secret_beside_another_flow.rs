use crate::flyte::config::AuthType;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-secret-beside-another-flow",
    summary: "A client secret is set together with an `authType` that uses none, so pyflyte logs in with the secret",
    remedy: "remove `clientSecretLocation` and `clientSecretEnvVar`, or set `authType: ClientSecret`",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some(flow @ (AuthType::Pkce | AuthType::DeviceFlow | AuthType::ExternalCommand)) = cx.flow() else {
        return;
    };
    for key in ["clientSecretLocation", "clientSecretEnvVar"] {
        let Some(written) = cx.written(key).filter(|written| written.value.is_truthy()) else {
            continue;
        };
        let name = flow.name();
        found
            .report(
                written.key_site(),
                format!("pyflyte logs in with this secret, regardless of `authType`; flytectl uses `{name}`"),
            )
            .relate(cx.site("authType"), "what flytectl uses");
    }
}
