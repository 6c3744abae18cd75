//! Where in a chart's values a setting of Flyte's config belongs.

use super::Chart;
use crate::values::{Path, Step};

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
        self.home_of(&Path::of(&config.split('.').collect::<Vec<_>>()))
    }

    /// The path in this chart's values that sets a setting of Flyte's config.
    pub fn home_of(self, config: &Path) -> Path {
        let table = match self {
            Self::FlyteBinary => BINARY,
            Self::FlyteCore => CORE,
        };
        let found = table.iter().find_map(|(from, to)| Some(joined(to, below(config, from)?)));
        found.unwrap_or_else(|| self.as_it_is(config))
    }

    /// The paths in this chart's values that can set a setting of Flyte's config, its home first.
    pub fn places_of(self, config: &Path) -> Vec<Path> {
        let (home, other) = (self.home_of(config), self.as_it_is(config));
        if home == other { vec![home] } else { vec![home, other] }
    }

    /// Where a chart takes sections of the config as they are.
    fn as_it_is(self, config: &Path) -> Path {
        match self {
            Self::FlyteBinary => joined("configuration.inline", &config.0),
            Self::FlyteCore => config.clone(),
        }
    }
}

/// The steps of a path below a dotted one.
fn below<'a>(path: &'a Path, dotted: &str) -> Option<&'a [Step]> {
    let mut steps = path.0.iter();
    dotted
        .split('.')
        .all(|key| matches!(steps.next(), Some(Step::Key(step)) if **step == *key))
        .then(|| steps.as_slice())
}

fn joined(dotted: &str, rest: &[Step]) -> Path {
    let mut path = Path::of(&dotted.split('.').collect::<Vec<_>>());
    path.0.extend_from_slice(rest);
    path
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
