//! The answers as a person writes them: every key optional, every value a word. The JSON Schema of answers files is
//! made from these types.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::chart::Chart;
use crate::idp::IdpKind;

/// Answers for `flyte-auth generate`: what to know about a deployment of Flyte to turn its login on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(title = "flyte-auth answers", extend("required" = ["chart", "authServer", "idp", "clients"]))]
pub struct RawAnswers {
    /// The Helm chart that Flyte is installed with; `helm list` shows it.
    pub chart: Option<ChartWord>,
    /// The version of Flyte, for example `1.16.8`; the newest known one when left out.
    #[schemars(regex(pattern = r"^v?[0-9]+\.[0-9]+(\.[0-9]+)?$"))]
    pub flyte_version: Option<String>,
    /// Who issues access tokens: flyteadmin itself (`internal`) or the identity provider (`external`).
    pub auth_server: Option<ServerWord>,
    /// The URL at which people open Flyte, without path and slash: `https://flyte.example.org`.
    pub url: Option<String>,
    /// A sandbox at `http://localhost:30081`; stands in place of `url`.
    pub sandbox: Option<bool>,
    /// The name of the Helm release; `flyte-backend` when left out.
    pub release: Option<String>,
    /// The namespace of the Helm release; `flyte` when left out.
    pub namespace: Option<String>,
    /// flyte-core only: one cluster, or a control plane and data planes with a values file each.
    pub topology: Option<TopologyWord>,
    /// The data plane's side of a deployment over several clusters.
    pub data_plane: Option<RawDataPlane>,
    /// The identity provider.
    pub idp: Option<RawIdp>,
    /// The login, where it goes to another issuer than the external authorization server.
    pub login: Option<RawLogin>,
    /// The clients registered at the identity provider.
    pub clients: Option<RawClients>,
    /// External server only: what access tokens carry in `aud`. The provider's own rule when left out.
    pub audience: Option<Vec<String>>,
    /// Ask for refresh tokens, so that people log in less often. The provider must allow `offline_access`.
    pub offline_access: Option<bool>,
    /// Where the secrets go: into the values, into a values file of their own, or into Secrets made elsewhere.
    pub secrets: Option<SecretsWord>,
    /// The names of the Secrets made elsewhere.
    pub secret_names: Option<RawSecretNames>,
}

/// The identity provider: its kind, and either its issuer or the parts that the issuer is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(extend("required" = ["type"]))]
pub struct RawIdp {
    /// The kind of identity provider; `oidc` for every one without a word of its own.
    #[serde(rename = "type")]
    pub kind: Option<IdpWord>,
    /// The issuer, exactly as `issuer` in the discovery document has it.
    pub issuer: Option<String>,
    /// Okta: the org, `dev-1234` or a whole host name. In place of `issuer`.
    pub org: Option<String>,
    /// Okta: the id of the custom authorization server, `default` or `aus…`. With `org`.
    pub server: Option<String>,
    /// Keycloak: its address; with `/auth` at the end before Keycloak 17. In place of `issuer`.
    pub url: Option<String>,
    /// Keycloak: the realm. With `url`.
    pub realm: Option<String>,
    /// Entra ID: the directory (tenant) id. In place of `issuer`.
    pub tenant: Option<String>,
    /// Entra ID: the name of the scope that the API exposes; `all` when left out.
    pub scope: Option<String>,
    /// Whether clients must send an `audience` to get a token (Auth0); found from the issuer when left out.
    pub audience_parameter: Option<bool>,
}

/// The login, where it goes to another issuer than the external authorization server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawLogin {
    /// The issuer that people log in with, for example Okta's org server.
    pub issuer: Option<String>,
}

/// The data plane's side of a deployment over several clusters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawDataPlane {
    /// Where data planes reach flyteadmin, `dns:///flyte.example.org`; made from `url` when left out.
    pub endpoint: Option<String>,
}

/// The clients registered at the identity provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawClients {
    /// The client that people log in to the console with.
    pub web: Option<RawWebClient>,
    /// The client of flytepropeller. With the internal server it is no client of the identity provider: leave it
    /// out and a password is made, or give the password to keep.
    pub propeller: Option<RawPropellerClient>,
    /// External server only: the public client of flytectl and pyflyte.
    pub flytectl: Option<RawPublicClient>,
    /// A client of its own for CI and other services. Left out, they would log in with flytepropeller's.
    pub ci: Option<RawCiClient>,
}

/// The client that people log in to the console with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawWebClient {
    /// The client's id.
    pub id: Option<String>,
    /// Where its secret is to be read.
    pub secret: Option<SecretSource>,
}

/// The client of flytepropeller.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawPropellerClient {
    /// External server only: the client's id.
    pub id: Option<String>,
    /// Where its secret is to be read; with the internal server, the password to keep.
    pub secret: Option<SecretSource>,
    /// Internal server only: where the password's hash is to be read (`flyte-auth hash` makes one).
    pub hash: Option<SecretSource>,
}

/// The client of CI and other services.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawCiClient {
    /// The client's id. With the internal server it is yours to choose, and `flyte-ci` when left out.
    pub id: Option<String>,
    /// Internal server only: where the password that CI logs in with is to be read. Its hash alone is written.
    pub secret: Option<SecretSource>,
    /// Internal server only: where the password's hash is to be read, in place of the password (`flyte-auth hash`
    /// makes both).
    pub hash: Option<SecretSource>,
}

/// The public client of flytectl and pyflyte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawPublicClient {
    /// The client's id.
    pub id: Option<String>,
}

/// Where a secret is to be read: never in the answers themselves. Exactly one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(extend("minProperties" = 1, "maxProperties" = 1))]
pub struct SecretSource {
    /// The name of an environment variable.
    pub env: Option<String>,
    /// The path of a file, from the working directory.
    pub file: Option<String>,
}

/// The names of the Secrets made elsewhere (`secrets: existing`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RawSecretNames {
    /// flyte-binary: the Secret with `client_secret` and `oidc_client_secret`.
    pub clients: Option<String>,
    /// flyte-core: the Secret with flytepropeller's `client_secret`.
    pub propeller: Option<String>,
    /// flyte-core: the Secret with the console's `oidc_client_secret`.
    pub oidc: Option<String>,
}

/// A chart's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ChartWord {
    /// One process that runs everything.
    FlyteBinary,
    /// One deployment per component.
    FlyteCore,
}

/// Who issues access tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ServerWord {
    /// flyteadmin issues access tokens.
    Internal,
    /// The identity provider issues access tokens.
    External,
}

/// The kind of an identity provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum IdpWord {
    /// Google.
    Google,
    /// Okta.
    Okta,
    /// Keycloak.
    Keycloak,
    /// Microsoft Entra ID.
    Entra,
    /// Any other OpenID Connect provider.
    Oidc,
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

/// Where the secrets go.
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

impl ChartWord {
    /// The chart that the word means.
    pub const fn chart(self) -> Chart {
        match self {
            Self::FlyteBinary => Chart::FlyteBinary,
            Self::FlyteCore => Chart::FlyteCore,
        }
    }
}

impl IdpWord {
    /// The identity provider that the word means.
    pub const fn kind(self) -> IdpKind {
        match self {
            Self::Google => IdpKind::Google,
            Self::Okta => IdpKind::Okta,
            Self::Keycloak => IdpKind::Keycloak,
            Self::Entra => IdpKind::Entra,
            Self::Oidc => IdpKind::Oidc,
        }
    }
}
