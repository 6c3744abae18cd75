//! The answers as a person writes them: every key optional, every value a word. The JSON Schema of answers files is
//! made from these types.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::chart::Chart;
use crate::idp::IdpKind;

/// Answers for `flyte-auth generate`: the facts about a deployment of Flyte that enabling authentication needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(title = "flyte-auth answers", extend("required" = ["chart", "authServer", "idp", "clients"]))]
pub struct RawAnswers {
    /// The Helm chart that Flyte is installed with; `helm list` shows it.
    pub chart: Option<Chart>,
    /// The version of Flyte, for example `1.16.8`; default: the latest known version.
    #[schemars(regex(pattern = r"^v?[0-9]+\.[0-9]+(\.[0-9]+)?$"))]
    pub flyte_version: Option<String>,
    /// Who issues access tokens: flyteadmin itself (`internal`) or the identity provider (`external`).
    pub auth_server: Option<AuthServer>,
    /// The public URL of Flyte, without a path or trailing slash: `https://flyte.example.org`.
    pub url: Option<String>,
    /// The sandbox at `http://localhost:30081`, instead of `url`.
    pub sandbox: Option<bool>,
    /// The name of the Helm release; default: `flyte-backend`.
    pub release: Option<String>,
    /// The namespace of the Helm release; default: `flyte`.
    pub namespace: Option<String>,
    /// flyte-core only: one cluster, or a control plane and data planes, each with its own values file.
    pub topology: Option<TopologyWord>,
    /// The data planes of a deployment in several clusters.
    pub data_plane: Option<RawDataPlane>,
    /// The identity provider.
    pub idp: Option<RawIdp>,
    /// The browser login, if its issuer is not that of the external authorization server.
    pub login: Option<RawLogin>,
    /// The clients registered at the identity provider.
    pub clients: Option<RawClients>,
    /// External server only: the audiences (`aud`) of access tokens; default: those of the provider.
    pub audience: Option<Vec<String>>,
    /// Request refresh tokens, so that users log in less often; the provider must allow `offline_access`.
    pub offline_access: Option<bool>,
    /// Where secrets are stored: in the values, in a separate values file, or in existing Secrets.
    pub secrets: Option<SecretsWord>,
    /// The names of the existing Secrets.
    pub secret_names: Option<RawSecretNames>,
}

/// The identity provider: its kind, and either its issuer or the parts of the issuer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(extend("required" = ["type"]))]
pub struct RawIdp {
    /// The kind of identity provider; `oidc` for any that is not listed.
    #[serde(rename = "type")]
    pub kind: Option<IdpKind>,
    /// The issuer, exactly as in the discovery document.
    pub issuer: Option<String>,
    /// Okta: the org, `dev-1234` or a whole host name. Instead of `issuer`.
    pub org: Option<String>,
    /// Okta: the ID of the custom authorization server, `default` or `aus…`. With `org`.
    pub server: Option<String>,
    /// Keycloak: its base URL; ends in `/auth` before Keycloak 17. Instead of `issuer`.
    pub url: Option<String>,
    /// Keycloak: the realm. With `url`.
    pub realm: Option<String>,
    /// Entra ID: the directory (tenant) ID. Instead of `issuer`.
    pub tenant: Option<String>,
    /// Entra ID: the name of the exposed scope; default: `all`.
    pub scope: Option<String>,
    /// Whether clients send an `audience` parameter; default: true for Auth0.
    pub audience_parameter: Option<bool>,
}

/// The browser login, if its issuer is not that of the external authorization server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawLogin {
    /// The issuer that users log in with, for example Okta's org server.
    pub issuer: Option<String>,
}

/// The data planes of a deployment in several clusters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawDataPlane {
    /// The gRPC target at which data planes reach flyteadmin; default: `dns:///` and the host of `url`.
    pub endpoint: Option<String>,
}

/// The clients registered at the identity provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawClients {
    /// The web client, which the Flyte console uses.
    pub web: Option<RawWebClient>,
    /// The client of flytepropeller. With the internal server it is not a client of the identity provider: omit it,
    /// and a password is generated, or give the password to keep.
    pub propeller: Option<RawPropellerClient>,
    /// External server only: the public client of flytectl and pyflyte.
    pub flytectl: Option<RawPublicClient>,
    /// A separate client for CI and other services; without it, they use flytepropeller's.
    pub ci: Option<RawCiClient>,
}

/// The web client, which the Flyte console uses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawWebClient {
    /// The client's ID.
    pub id: Option<String>,
    /// The source of its secret.
    pub secret: Option<SecretSource>,
}

/// The client of flytepropeller.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawPropellerClient {
    /// External server only: the client's ID.
    pub id: Option<String>,
    /// The source of its secret; with the internal server, the password to keep.
    pub secret: Option<SecretSource>,
    /// Internal server only: the source of the password's hash (`flyte-auth hash` prints one).
    pub hash: Option<SecretSource>,
}

/// The client of CI and other services.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawCiClient {
    /// The client's ID. With the internal server you choose it; default: `flyte-ci`.
    pub id: Option<String>,
    /// Internal server only: the source of CI's password; only its hash is stored.
    pub secret: Option<SecretSource>,
    /// Internal server only: the source of the password's hash, instead of the password (`flyte-auth hash`
    /// prints both).
    pub hash: Option<SecretSource>,
}

/// The public client of flytectl and pyflyte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawPublicClient {
    /// The client's ID.
    pub id: Option<String>,
}

/// The source of a secret, which is never in the answers themselves.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "SourceKeys")]
#[schemars(with = "SourceKeys")]
pub enum SecretSource {
    /// The environment variable of this name.
    Env(String),
    /// The file at this path.
    File(String),
}

/// The source of a secret, which is never in the answers themselves: exactly one of the two.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SecretSource", extend("minProperties" = 1, "maxProperties" = 1))]
struct SourceKeys {
    /// The name of an environment variable.
    env: Option<String>,
    /// The path of a file, from the working directory.
    file: Option<String>,
}

impl TryFrom<SourceKeys> for SecretSource {
    type Error = &'static str;

    fn try_from(keys: SourceKeys) -> Result<Self, Self::Error> {
        match (keys.env, keys.file) {
            (Some(name), None) => Ok(Self::Env(name)),
            (None, Some(path)) => Ok(Self::File(path)),
            _ => Err("a secret has exactly one source"),
        }
    }
}

/// The names of existing Secrets (`secrets: existing`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawSecretNames {
    /// flyte-binary: the Secret with `client_secret` and `oidc_client_secret`.
    pub clients: Option<String>,
    /// flyte-core: the Secret with flytepropeller's `client_secret`.
    pub propeller: Option<String>,
    /// flyte-core: the Secret with the web client's `oidc_client_secret`.
    pub oidc: Option<String>,
}

/// Who issues access tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum AuthServer {
    /// flyteadmin issues access tokens.
    Internal,
    /// The identity provider issues access tokens.
    External,
}

/// How many clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum TopologyWord {
    /// One cluster.
    Single,
    /// flyteadmin in one cluster, flytepropeller in others.
    ControlPlaneAndDataPlane,
}

/// Where secrets are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum SecretsWord {
    /// In the values file, with file mode 0600.
    Inline,
    /// In a separate values file, so that the main one can be committed.
    Separate,
    /// In existing Kubernetes Secrets that the values refer to.
    Existing,
}
