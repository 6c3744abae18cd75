use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-auth-type-not-set",
    summary: "`authType` is missing, so flytectl and pyflyte log in differently",
    remedy: "set `authType: Pkce` for a person, or `authType: ClientSecret` with a client for a service",
    severity: Info,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let has_secret = cx.is_set("clientSecretLocation") || cx.is_set("clientSecretEnvVar");
    let is_plain = cx.admin().insecure.get() != Some(&false);
    let Some((endpoint, _)) = cx.endpoint() else {
        return;
    };
    if cx.written("authType").is_some() || has_secret || is_plain || endpoint.is_local() {
        return;
    }
    found.report(
        cx.site("authType"),
        "if Flyte requires a login, flytectl reads a client secret from `/etc/secrets/client_secret`, and pyflyte \
            opens a browser",
    );
}
