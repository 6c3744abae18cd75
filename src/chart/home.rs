//! Where in a chart's values a setting of Flyte's config belongs.

use super::Chart;
use crate::values::Path;

/// The settings of flyte-binary that have a key of their own; everything else goes under `configuration.inline`.
const BINARY: &[(&str, &str)] = &[
    ("server.security.useAuth", "configuration.auth.enabled"),
    ("auth.authorizedUris", "configuration.auth.authorizedUris"),
    ("auth.userAuth.openId.baseUrl", "configuration.auth.oidc.baseUrl"),
    ("auth.userAuth.openId.clientId", "configuration.auth.oidc.clientId"),
    ("auth.appAuth.thirdPartyConfig.flyteClient", "configuration.auth.flyteClient"),
    (
        "auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret",
        "configuration.auth.internal.clientSecretHash",
    ),
    ("admin.clientId", "configuration.auth.internal.clientId"),
    ("admin.audience", "configuration.auth.internal.audience"),
];

/// flyte-core hands each section of a config on from one place.
const CORE: &[(&str, &str)] = &[
    ("auth", "configmap.adminServer.auth"),
    ("server", "configmap.adminServer.server"),
    ("admin", "configmap.admin.admin"),
];

impl Chart {
    /// The path in this chart's values that sets `config`, a dotted path in Flyte's config such as
    /// `auth.userAuth.openId.baseUrl`.
    pub fn home(self, config: &str) -> Path {
        let (table, otherwise) = match self {
            Self::FlyteBinary => (BINARY, "configuration.inline."),
            Self::FlyteCore => (CORE, ""),
        };
        let found = table.iter().find_map(|(from, to)| {
            let rest = config.strip_prefix(from)?;
            (rest.is_empty() || rest.starts_with('.')).then(|| format!("{to}{rest}"))
        });
        let dotted = found.unwrap_or_else(|| format!("{otherwise}{config}"));
        Path::of(&dotted.split('.').collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_have_a_home_in_both_charts() {
        for (config, binary, core) in [
            ("server.security.useAuth", "configuration.auth.enabled", "configmap.adminServer.server.security.useAuth"),
            (
                "server.security.allowCors",
                "configuration.inline.server.security.allowCors",
                "configmap.adminServer.server.security.allowCors",
            ),
            (
                "auth.appAuth.thirdPartyConfig.flyteClient.scopes",
                "configuration.auth.flyteClient.scopes",
                "configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.scopes",
            ),
            (
                "auth.userAuth.openId.scopes",
                "configuration.inline.auth.userAuth.openId.scopes",
                "configmap.adminServer.auth.userAuth.openId.scopes",
            ),
            ("admin.scopes", "configuration.inline.admin.scopes", "configmap.admin.admin.scopes"),
        ] {
            assert_eq!(Chart::FlyteBinary.home(config).to_string(), binary);
            assert_eq!(Chart::FlyteCore.home(config).to_string(), core);
        }
    }
}
