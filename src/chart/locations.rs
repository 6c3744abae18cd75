//! The places of authentication settings in each chart's values, in one table.

use super::Chart;
use crate::flyte::OIDC_KEY;
use crate::values::{Path, Step};

/// A setting of authentication that both charts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthSetting {
    /// Enables authentication.
    Switch,
    /// The public URLs.
    AuthorizedUris,
    /// The issuer that users log in with.
    Issuer,
    /// The login client, with its secret in flyte-binary.
    Login,
    /// The login client's ID.
    LoginClientId,
    /// The login client's secret. In flyte-core, it is a key of a map, named like the default of `clientSecretName`.
    LoginSecret,
    /// flytepropeller's client, with its secret.
    Propeller,
    /// The ID of flytepropeller's client.
    PropellerClientId,
    /// The secret of flytepropeller's client: its password with the internal server.
    PropellerSecret,
    /// The hash of flytepropeller's password.
    PropellerHash,
    /// The audience that flytepropeller requests.
    PropellerAudience,
    /// The settings that flyteadmin publishes to flytectl and pyflyte.
    FlyteClient,
    /// flyteadmin's section `auth`, unchanged.
    Auth,
    /// flyteadmin's section `server`, unchanged.
    Server,
    /// The authentication settings in flyteadmin's section `server`.
    Security,
    /// The clients' section `admin`, unchanged.
    Admin,
}

/// The setting of flyte-binary that names a Secret created by the user, with both clients' secrets
/// (`charts/flyte-binary/templates/_helpers.tpl`, v1.16.8).
pub const EXTERNAL_SECRET_REF: [&str; 3] = ["configuration", "auth", "clientSecretsExternalSecretRef"];

/// The setting of flyte-binary that decides whether the internal server gets its static clients
/// (`charts/flyte-binary/templates/configmap.yaml`, v1.16.8).
pub const ENABLE_AUTH_SERVER: [&str; 3] = ["configuration", "auth", "enableAuthServer"];

/// flyte-core's block for flytepropeller's client (`charts/flyte-core/values.yaml`, v1.16.8).
pub const PROPELLER_CREDENTIALS: &str = "adminOauthClientCredentials";

/// The setting of flyte-core that decides whether a Secret for flytepropeller is mounted.
pub const PROPELLER_SWITCH: [&str; 3] = ["secrets", PROPELLER_CREDENTIALS, "enabled"];

/// The setting of flyte-core that names the Secret for flytepropeller.
pub const PROPELLER_SECRET_NAME: [&str; 3] = ["secrets", PROPELLER_CREDENTIALS, "secretName"];

/// The client ID that flyte-core's default for `configmap.admin.admin.clientId` refers to.
pub const PROPELLER_CREDENTIALS_ID: [&str; 3] = ["secrets", PROPELLER_CREDENTIALS, "clientId"];

/// flyte-core's map of flyteadmin's secrets.
pub const LOGIN_SECRETS: [&str; 2] = ["flyteadmin", "secrets"];

/// A row of the table.
#[derive(Debug)]
struct Location {
    setting: AuthSetting,
    /// The setting in Flyte's config that the chart turns it into, if there is one.
    config: Option<&'static str>,
    binary: &'static [&'static str],
    core: &'static [&'static str],
    is_secret: bool,
    /// Whether flyte-binary's templates fail without it once authentication is enabled (`required` in
    /// `charts/flyte-binary/templates`, v1.16.8).
    is_required: bool,
}

impl Location {
    const fn new(setting: AuthSetting, binary: &'static [&'static str], core: &'static [&'static str]) -> Self {
        Self { setting, config: None, binary, core, is_secret: false, is_required: false }
    }

    const fn of(self, config: &'static str) -> Self {
        Self { config: Some(config), ..self }
    }

    const fn secret(self) -> Self {
        Self { is_secret: true, ..self }
    }

    const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    const fn in_chart(&self, chart: Chart) -> &'static [&'static str] {
        match chart {
            Chart::FlyteBinary => self.binary,
            Chart::FlyteCore => self.core,
        }
    }
}

/// All settings. flyte-binary has separate keys for some, and accepts all others under `configuration.inline`.
/// flyte-core passes each section of the config on from one place.
const LOCATIONS: &[Location] = &[
    Location::new(
        AuthSetting::Switch,
        &["configuration", "auth", "enabled"],
        &["configmap", "adminServer", "server", "security", "useAuth"],
    )
    .of("server.security.useAuth"),
    Location::new(
        AuthSetting::Login,
        &["configuration", "auth", "oidc"],
        &["configmap", "adminServer", "auth", "userAuth", "openId"],
    ),
    Location::new(
        AuthSetting::Issuer,
        &["configuration", "auth", "oidc", "baseUrl"],
        &["configmap", "adminServer", "auth", "userAuth", "openId", "baseUrl"],
    )
    .of("auth.userAuth.openId.baseUrl")
    .required(),
    Location::new(
        AuthSetting::LoginClientId,
        &["configuration", "auth", "oidc", "clientId"],
        &["configmap", "adminServer", "auth", "userAuth", "openId", "clientId"],
    )
    .of("auth.userAuth.openId.clientId")
    .required(),
    Location::new(
        AuthSetting::LoginSecret,
        &["configuration", "auth", "oidc", "clientSecret"],
        &["flyteadmin", "secrets", OIDC_KEY],
    )
    .secret()
    .required(),
    Location::new(AuthSetting::Propeller, &["configuration", "auth", "internal"], &["secrets", PROPELLER_CREDENTIALS]),
    Location::new(
        AuthSetting::PropellerClientId,
        &["configuration", "auth", "internal", "clientId"],
        &["configmap", "admin", "admin", "clientId"],
    )
    .of("admin.clientId"),
    Location::new(
        AuthSetting::PropellerSecret,
        &["configuration", "auth", "internal", "clientSecret"],
        &["secrets", PROPELLER_CREDENTIALS, "clientSecret"],
    )
    .secret()
    .required(),
    Location::new(
        AuthSetting::PropellerHash,
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
    )
    .of("auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret"),
    Location::new(
        AuthSetting::PropellerAudience,
        &["configuration", "auth", "internal", "audience"],
        &["configmap", "admin", "admin", "audience"],
    )
    .of("admin.audience"),
    Location::new(
        AuthSetting::FlyteClient,
        &["configuration", "auth", "flyteClient"],
        &["configmap", "adminServer", "auth", "appAuth", "thirdPartyConfig", "flyteClient"],
    )
    .of("auth.appAuth.thirdPartyConfig.flyteClient"),
    Location::new(
        AuthSetting::AuthorizedUris,
        &["configuration", "auth", "authorizedUris"],
        &["configmap", "adminServer", "auth", "authorizedUris"],
    )
    .of("auth.authorizedUris"),
    Location::new(AuthSetting::Auth, &["configuration", "inline", "auth"], &["configmap", "adminServer", "auth"])
        .of("auth"),
    Location::new(AuthSetting::Server, &["configuration", "inline", "server"], &["configmap", "adminServer", "server"])
        .of("server"),
    Location::new(
        AuthSetting::Security,
        &["configuration", "inline", "server", "security"],
        &["configmap", "adminServer", "server", "security"],
    ),
    Location::new(AuthSetting::Admin, &["configuration", "inline", "admin"], &["configmap", "admin", "admin"])
        .of("admin"),
];

impl Chart {
    /// Both charts.
    pub const ALL: [Self; 2] = [Self::FlyteBinary, Self::FlyteCore];

    /// Returns the other chart.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::FlyteBinary => Self::FlyteCore,
            Self::FlyteCore => Self::FlyteBinary,
        }
    }

    /// Returns a setting's place in this chart's values.
    pub fn place(self, setting: AuthSetting) -> &'static [&'static str] {
        LOCATIONS.iter().find(|row| row.setting == setting).map_or(&[], |row| row.in_chart(self))
    }

    /// Returns the place of the login client's secret.
    pub fn login_secret(self) -> &'static [&'static str] {
        self.place(AuthSetting::LoginSecret)
    }

    /// Returns the place of flytepropeller's secret, which is its password with the internal server.
    pub fn propeller_secret(self) -> &'static [&'static str] {
        self.place(AuthSetting::PropellerSecret)
    }

    /// Returns the possible places of the hash of flytepropeller's password, the usual one first.
    pub fn propeller_hashes(self) -> Vec<Path> {
        let config = LOCATIONS.iter().find(|row| row.setting == AuthSetting::PropellerHash).and_then(|row| row.config);
        config.map_or_else(Vec::new, |config| self.places_of(&Path::dotted(config)))
    }

    /// Returns the places of secrets.
    pub fn secret_places(self) -> impl Iterator<Item = &'static [&'static str]> {
        LOCATIONS.iter().filter(|row| row.is_secret).map(move |row| row.in_chart(self))
    }

    /// Returns the places of values without which the chart cannot be rendered once authentication is enabled.
    pub fn required_places(self) -> impl Iterator<Item = &'static [&'static str]> {
        LOCATIONS
            .iter()
            .filter(move |row| row.is_required && self == Self::FlyteBinary)
            .map(move |row| row.in_chart(self))
    }

    /// Returns pairs of a setting's places in this chart and in the other one. Settings with the same name in the same
    /// block are covered by their block.
    pub fn counterparts(self) -> impl Iterator<Item = (&'static [&'static str], &'static [&'static str])> {
        let blocks = |row: &&Location| {
            let around = LOCATIONS.iter().find(|other| {
                let own = row.binary.split_last().is_some_and(|(_, above)| above == other.binary);
                own && row.binary.last() == row.core.last() && row.setting != AuthSetting::PropellerAudience
            });
            around.is_none()
        };
        LOCATIONS.iter().filter(blocks).map(move |row| (row.in_chart(self), row.in_chart(self.other())))
    }

    /// Returns the path in this chart's values that sets `config`, a dotted path in Flyte's config such as
    /// `auth.userAuth.openId.baseUrl`.
    pub fn home(self, config: &str) -> Path {
        self.home_of(&Path::dotted(config))
    }

    /// Returns the path in this chart's values that sets a setting of Flyte's config.
    pub fn home_of(self, config: &Path) -> Path {
        let found = LOCATIONS.iter().find_map(|row| Some(joined(row.in_chart(self), below(config, row.config?)?)));
        found.unwrap_or_else(|| self.as_it_is(config))
    }

    /// Returns all paths in this chart's values that can set a setting of Flyte's config, the one of [`Self::home_of`]
    /// first.
    pub fn places_of(self, config: &Path) -> Vec<Path> {
        let (home, other) = (self.home_of(config), self.as_it_is(config));
        if home == other { vec![home] } else { vec![home, other] }
    }

    /// Returns the path at which the chart accepts a section of the config unchanged.
    fn as_it_is(self, config: &Path) -> Path {
        let sections = [("auth", AuthSetting::Auth), ("server", AuthSetting::Server), ("admin", AuthSetting::Admin)];
        let found = sections.iter().find_map(|(key, section)| Some(joined(self.place(*section), below(config, key)?)));
        found.unwrap_or_else(|| match self {
            Self::FlyteBinary => joined(&["configuration", "inline"], &config.0),
            Self::FlyteCore => config.clone(),
        })
    }
}

/// Returns the steps of a path below a dotted one.
fn below<'a>(path: &'a Path, dotted: &str) -> Option<&'a [Step]> {
    let mut steps = path.0.iter();
    let is_below = dotted.split('.').all(|key| matches!(steps.next(), Some(Step::Key(step)) if **step == *key));
    is_below.then_some(steps.as_slice())
}

fn joined(place: &[&str], rest: &[Step]) -> Path {
    let mut path = Path::of(place);
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
