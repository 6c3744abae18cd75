//! A probe, with its result.

use super::settings::SettingPlace;

/// The groups of probes, in the order in which a login depends on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProbeGroup {
    /// The identity provider.
    IdentityProvider,
    /// The clients that are registered there.
    Clients,
    /// Flyte, as it runs.
    Deployment,
    /// The login of a user.
    Login,
}

impl ProbeGroup {
    /// Returns the name in a heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::IdentityProvider => "Identity provider",
            Self::Clients => "Clients",
            Self::Deployment => "Deployment",
            Self::Login => "Login",
        }
    }
}

/// A kind of probe.
#[derive(Debug, PartialEq, Eq)]
pub struct ProbeKind {
    /// The name in JSON, and the heading of its paragraph in docs/check.md.
    pub name: &'static str,
    pub group: ProbeGroup,
    /// The statement that is true if it succeeds.
    pub title: &'static str,
}

macro_rules! kinds {
    ($( $constant:ident = $group:ident $name:literal $title:literal; )+) => {
        $( pub(super) static $constant: ProbeKind =
            ProbeKind { name: $name, group: ProbeGroup::$group, title: $title }; )+
        /// Every kind of probe, in order.
        pub static PROBES: &[&ProbeKind] = &[$( &$constant ),+];
    };
}

kinds! {
    IDP_REACHABLE = IdentityProvider "idp-reachable" "the identity provider answers";
    DISCOVERY = IdentityProvider "discovery-document" "it serves its discovery document";
    ISSUER = IdentityProvider "issuer" "`issuer` is the one that flyteadmin expects";
    ENDPOINTS = IdentityProvider "endpoints" "it names the endpoints of the login";
    SIGNING_KEYS = IdentityProvider "signing-keys" "it serves its signing keys";
    ALGORITHMS = IdentityProvider "signing-algorithms" "it signs ID tokens in a way that flyteadmin accepts";
    LOGIN_SCOPES = IdentityProvider "login-scopes" "it offers the scopes of the login";
    SERVER_METADATA = IdentityProvider "server-metadata" "flyteadmin finds the metadata of the authorization server";
    GRANT_TYPES = IdentityProvider "grant-types" "the authorization server offers the grant types";
    PKCE = IdentityProvider "pkce" "the authorization server offers PKCE with S256";
    DEVICE_ENDPOINT = IdentityProvider "device-endpoint" "the authorization server has a device endpoint";
    PROPELLER_TOKEN = Clients "propeller-token" "flytepropeller gets a token";
    PROPELLER_CLAIMS = Clients "propeller-claims" "flyteadmin accepts the claims of that token";
    WEB_REDIRECT = Clients "web-redirect-uri" "the web client can redirect to Flyte";
    WEB_SECRET = Clients "web-secret" "the web client's secret is correct";
    CLI_REDIRECT = Clients "cli-redirect-uri" "flytectl's client can redirect to flytectl";
    CLI_PUBLIC = Clients "cli-public" "flytectl's client needs no secret";
    CLI_DEVICE = Clients "cli-device-grant" "flytectl's client can use the device flow";
    HEALTHCHECK = Deployment "healthcheck" "flyteadmin answers";
    API_CLOSED = Deployment "api-closed" "the REST API refuses calls without a token";
    LOGIN_REDIRECT = Deployment "login-redirect" "`/login` redirects to the identity provider";
    PUBLISHED_ISSUER = Deployment "published-issuer" "it publishes the identity provider";
    PUBLISHED_METADATA = Deployment "published-metadata" "it publishes the authorization server";
    PUBLISHED_CLIENT = Deployment "published-client" "it publishes flytectl's client";
    GRPC_METADATA = Deployment "grpc-metadata" "the same metadata comes over gRPC";
    GRPC_CLIENT = Deployment "grpc-client" "the same client comes over gRPC";
    GRPC_CLOSED = Deployment "grpc-closed" "the gRPC API refuses calls without a token";
    LOGIN_TOKEN = Login "login-token" "a person gets a token";
    LOGIN_CLAIMS = Login "login-claims" "flyteadmin accepts the claims of that token";
    LOGIN_PROJECTS = Login "login-projects" "flyteadmin lists the projects for that token";
}

/// How a probe ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProbeStatus {
    /// Correct.
    Ok,
    /// Works with a limitation, or the answer is not conclusive.
    Warning,
    /// Wrong.
    Failed,
    /// Not tried.
    NotTried,
}

/// A probe with its result.
#[derive(Debug, Clone)]
pub struct Probe {
    pub kind: &'static ProbeKind,
    pub status: ProbeStatus,
    /// What was found, or why it was not tried; may be empty.
    pub detail: String,
    /// The problem, if it did not succeed.
    pub trouble: Option<Trouble>,
    /// Claims of a token that may be shown.
    pub claims: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A problem, with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The problem and its consequence.
    pub message: String,
    /// The changes to make, the most likely first.
    pub remedies: Vec<Correction>,
    /// The rule of `lint` whose page shows more.
    pub rule: Option<&'static str>,
}

/// A change to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What to do.
    pub text: String,
    /// The Flyte setting to change.
    pub setting: Option<SettingPlace>,
    /// Where in the identity provider's console.
    pub console: Option<String>,
}

impl Trouble {
    /// Creates a problem, in one or two sentences without a full stop at the end.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), remedies: Vec::new(), rule: None }
    }

    /// Adds advice.
    #[must_use]
    pub fn fix(mut self, text: impl Into<String>) -> Self {
        self.remedies.push(Correction { text: text.into(), setting: None, console: None });
        self
    }

    /// Adds a setting to change. `text` has `{}` in place of the setting and its position.
    #[must_use]
    pub fn set(mut self, text: &str, setting: SettingPlace) -> Self {
        let text = text.replacen("{}", &setting.to_string(), 1);
        self.remedies.push(Correction { text, setting: Some(setting), console: None });
        self
    }

    /// Adds a change at the identity provider.
    #[must_use]
    pub fn at(mut self, text: impl Into<String>, console: Option<String>) -> Self {
        self.remedies.push(Correction { text: text.into(), setting: None, console });
        self
    }

    /// Sets the rule with more information.
    #[must_use]
    pub const fn rule(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }
}
