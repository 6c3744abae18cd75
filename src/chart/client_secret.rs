//! Where each chart's values take the two client secrets: they have different readers, and are often taken for each other.

use super::Chart;

impl Chart {
    /// Where the secret stands of the client that people log in to the console with. flyte-core's is a key of a map, under
    /// the name that `clientSecretName` has by default.
    pub const fn login_secret(self) -> &'static [&'static str] {
        match self {
            Self::FlyteBinary => &["configuration", "auth", "oidc", "clientSecret"],
            Self::FlyteCore => &["flyteadmin", "secrets", "oidc_client_secret"],
        }
    }

    /// Where flytepropeller's secret stands: its password with the internal server.
    pub const fn propeller_secret(self) -> &'static [&'static str] {
        match self {
            Self::FlyteBinary => &["configuration", "auth", "internal", "clientSecret"],
            Self::FlyteCore => &["secrets", "adminOauthClientCredentials", "clientSecret"],
        }
    }
}
