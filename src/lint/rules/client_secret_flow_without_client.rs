use crate::flyte::config::AuthType;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-secret-flow-without-client",
    summary: "`authType: ClientSecret` is set without a client ID or without the location of the secret",
    remedy: "set `clientId`, and `clientSecretLocation` (a file) or `clientSecretEnvVar`",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    if cx.flow() != Some(AuthType::ClientSecret) {
        return;
    }
    if !cx.is_set("clientSecretLocation") && !cx.is_set("clientSecretEnvVar") {
        let written = ["clientSecretLocation", "clientSecretEnvVar"].into_iter().find(|key| cx.entry(key).is_some());
        found.report(
            cx.site(written.unwrap_or("clientSecretLocation")),
            "`ClientSecret` has no secret: flytectl reads `/etc/secrets/client_secret`, and pyflyte only \
                `FLYTE_CREDENTIALS_CLIENT_SECRET`",
        );
    }
    if !cx.is_set("clientId") {
        found.report(
            cx.site("clientId"),
            "`ClientSecret` has no client ID: flytectl uses `flytepropeller`, and pyflyte only \
                `FLYTE_CREDENTIALS_CLIENT_ID`",
        );
    }
}
