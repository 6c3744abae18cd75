//! The clients that flyteadmin's internal server has without configuration.

/// The redirect URI of flytectl and pyflyte, which is fixed in both (`flyteClient.redirectUri` in the charts of
/// v1.16.8).
pub const CLI_REDIRECT_URI: &str = "http://localhost:53593/callback";

/// A client of the internal server, as built into flyteadmin. flyte-binary's template has the same clients
/// (`flyteadmin/auth/config/config.go` and `charts/flyte-binary/templates/configmap.yaml`, v1.16.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltInClient {
    pub id: &'static str,
    /// flyte-binary's template leaves out those of flytepropeller, which has no use for them.
    pub redirect_uris: &'static [&'static str],
    pub grant_types: &'static [&'static str],
    pub response_types: &'static [&'static str],
    pub scopes: &'static [&'static str],
    /// Whether the client has no secret.
    pub is_public: bool,
}

impl BuiltInClient {
    /// The former command line.
    pub const FLYTE_CLI: Self = Self::cli("flyte-cli");
    pub const FLYTECTL: Self = Self::cli("flytectl");
    pub const FLYTEPROPELLER: Self = Self {
        id: "flytepropeller",
        redirect_uris: &["http://localhost:3846/callback"],
        grant_types: &["refresh_token", "client_credentials"],
        response_types: &["token"],
        scopes: SCOPES,
        is_public: false,
    };

    const fn cli(id: &'static str) -> Self {
        Self {
            id,
            redirect_uris: &[CLI_REDIRECT_URI, "http://localhost:12345/callback"],
            grant_types: &["refresh_token", "authorization_code"],
            response_types: &["code", "token"],
            scopes: SCOPES,
            is_public: true,
        }
    }
}

const SCOPES: &[&str] = &["all", "offline", "access_token"];
