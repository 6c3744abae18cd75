//! What one chart has for a block of the other's values.

use super::Chart;

/// The same setting in flyte-binary's values and in flyte-core's.
const PAIRS: &[(&[&str], &[&str])] = &[
    (&["configuration", "auth", "enabled"], &["configmap", "adminServer", "server", "security", "useAuth"]),
    (&["configuration", "auth", "oidc"], &["configmap", "adminServer", "auth", "userAuth", "openId"]),
    (&["configuration", "auth", "oidc", "clientSecret"], &["flyteadmin", "secrets", "oidc_client_secret"]),
    (&["configuration", "auth", "internal"], &["secrets", "adminOauthClientCredentials"]),
    (
        &["configuration", "auth", "internal", "clientSecretHash"],
        &[
            "configmap",
            "adminServer",
            "auth",
            "appAuth",
            "selfAuthServer",
            "staticClients",
            "flytepropeller",
            "client_secret",
        ],
    ),
    (&["configuration", "auth", "internal", "audience"], &["configmap", "admin", "admin", "audience"]),
    (
        &["configuration", "auth", "flyteClient"],
        &["configmap", "adminServer", "auth", "appAuth", "thirdPartyConfig", "flyteClient"],
    ),
    (&["configuration", "auth", "authorizedUris"], &["configmap", "adminServer", "auth", "authorizedUris"]),
    (&["configuration", "inline", "auth"], &["configmap", "adminServer", "auth"]),
    (&["configuration", "inline", "server"], &["configmap", "adminServer", "server"]),
    (&["configuration", "inline", "admin"], &["configmap", "admin", "admin"]),
];

impl Chart {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::FlyteBinary => Self::FlyteCore,
            Self::FlyteCore => Self::FlyteBinary,
        }
    }

    /// Blocks of this chart's values, each with where the other chart takes the same.
    pub fn counterparts(self) -> impl Iterator<Item = (&'static [&'static str], &'static [&'static str])> {
        PAIRS.iter().map(move |(binary, core)| match self {
            Self::FlyteBinary => (*binary, *core),
            Self::FlyteCore => (*core, *binary),
        })
    }
}
