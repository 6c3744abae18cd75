//! Where flytepropeller's password and its hash stand in each chart's values.

use crate::chart::Chart;

/// The path of the password.
pub(super) const fn password(chart: Chart) -> &'static [&'static str] {
    match chart {
        Chart::FlyteBinary => &["configuration", "auth", "internal", "clientSecret"],
        Chart::FlyteCore => &["secrets", "adminOauthClientCredentials", "clientSecret"],
    }
}

/// The path of its hash.
pub(super) const fn hash(chart: Chart) -> &'static [&'static str] {
    match chart {
        Chart::FlyteBinary => &["configuration", "auth", "internal", "clientSecretHash"],
        Chart::FlyteCore => &[
            "configmap",
            "adminServer",
            "auth",
            "appAuth",
            "selfAuthServer",
            "staticClients",
            "flytepropeller",
            "client_secret",
        ],
    }
}
