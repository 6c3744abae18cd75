//! Answers that have been checked: whatever is in here can be generated.

use crate::chart::Chart;
use crate::flyte::{FlyteVersion, PublicUrl};
use crate::idp::{Audience, ClientId, ExternalApps, IdpKind, Issuer, Scope};
use crate::secret::{Password, PasswordHash, Secret};

use super::name::{Endpoint, KubernetesName};

/// What is known about a deployment, ready to generate values from.
#[derive(Debug)]
pub struct Answers {
    /// The chart it is installed with.
    pub chart: Chart,
    /// The version of Flyte.
    pub version: FlyteVersion,
    /// Where people open it.
    pub url: PublicUrl,
    /// The Helm release.
    pub release: KubernetesName,
    /// Its namespace.
    pub namespace: KubernetesName,
    /// Over how many clusters it spreads.
    pub topology: Topology,
    /// The identity provider.
    pub idp: IdpKind,
    /// How people log in.
    pub login: Login,
    /// Who issues access tokens.
    pub server: Server,
    /// Where the secrets go.
    pub secrets: Secrets,
}

/// How people log in to the console.
#[derive(Debug)]
pub struct Login {
    /// The issuer of their id tokens.
    pub issuer: Issuer,
    /// The confidential client.
    pub client: ClientId,
    /// Whether to ask for refresh tokens.
    pub offline_access: bool,
}

/// Over how many clusters a deployment spreads.
#[derive(Debug, PartialEq, Eq)]
pub enum Topology {
    /// One.
    Single,
    /// A control plane and data planes; flyte-core only.
    Split {
        /// Where data planes reach flyteadmin.
        endpoint: Endpoint,
    },
}

/// Who issues access tokens.
#[derive(Debug)]
pub enum Server {
    /// flyteadmin itself.
    Internal,
    /// The identity provider.
    External(Box<ExternalServer>),
}

/// The identity provider as the authorization server.
#[derive(Debug)]
pub struct ExternalServer {
    /// Its issuer.
    pub issuer: Issuer,
    /// What its access tokens carry in `aud`; at least one.
    pub audience: Vec<Audience>,
    /// The scope asked for at the API.
    pub scope: Scope,
    /// The public client of flytectl and pyflyte.
    pub flytectl: ClientId,
    /// The confidential client of flytepropeller.
    pub propeller: ClientId,
    /// The `audience` that clients must send, where the provider wants one.
    pub audience_parameter: Option<Audience>,
}

/// Where the secrets go.
#[derive(Debug)]
pub enum Secrets {
    /// Into the values.
    Inline(SecretTexts),
    /// Into a values file of their own.
    Separate(SecretTexts),
    /// Into Secrets made elsewhere.
    Existing(ExistingSecrets),
}

/// The secrets that are written down.
#[derive(Debug)]
pub struct SecretTexts {
    /// The secret of the client that people log in with.
    pub web: Secret,
    /// flytepropeller's.
    pub propeller: PropellerSecret,
}

/// What flytepropeller proves itself with.
#[derive(Debug)]
pub enum PropellerSecret {
    /// To flyteadmin: a password, whose hash flyteadmin holds.
    Password {
        /// The password.
        password: Password,
        /// Its hash.
        hash: PasswordHash,
    },
    /// To the identity provider: the client's secret.
    Client(Secret),
}

/// Secrets made elsewhere.
#[derive(Debug)]
pub struct ExistingSecrets {
    /// Their names.
    pub names: SecretNames,
    /// The hash of the password in them, which goes into the values; exactly with the internal server.
    pub hash: Option<PasswordHash>,
}

/// The names of Secrets made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretNames {
    /// flyte-binary has one with both secrets.
    Binary {
        /// Keys `client_secret` and `oidc_client_secret`.
        clients: KubernetesName,
    },
    /// flyte-core has one for each.
    Core {
        /// Key `client_secret`.
        propeller: KubernetesName,
        /// Key `oidc_client_secret`.
        oidc: KubernetesName,
    },
}

impl Answers {
    /// What to call the identity provider: by the external server's issuer, or the login's.
    pub fn idp_name(&self) -> String {
        let issuer = match &self.server {
            Server::Internal => &self.login.issuer,
            Server::External(server) => &server.issuer,
        };
        self.idp.provider().name_at(issuer)
    }

    /// The scopes of the login at the console.
    pub fn login_scopes(&self) -> Vec<Scope> {
        let mut scopes = vec![Scope::known("profile"), Scope::known("openid")];
        scopes.extend(self.refresh_scope());
        scopes
    }

    /// The scope for refresh tokens, where they were asked for and the provider has one.
    pub fn refresh_scope(&self) -> Option<Scope> {
        self.login
            .offline_access
            .then(|| self.idp.provider().refresh_scope())
            .flatten()
            .map(Scope::known)
    }
}

impl ExternalServer {
    /// What the provider's rules for scopes and audiences depend on.
    pub fn apps<'a>(&'a self, answers: &'a Answers) -> ExternalApps<'a> {
        ExternalApps {
            url: &answers.url,
            web: &answers.login.client,
            flytectl: &self.flytectl,
            scope: &self.scope,
        }
    }

    /// The scopes that flytectl and pyflyte ask for.
    pub fn flytectl_scopes(&self, answers: &Answers) -> Vec<Scope> {
        let mut scopes = answers.idp.provider().flytectl_scopes(&self.apps(answers));
        scopes.extend(answers.refresh_scope());
        scopes
    }

    /// The scopes that flytepropeller asks for.
    pub fn propeller_scopes(&self, answers: &Answers) -> Vec<Scope> {
        answers.idp.provider().propeller_scopes(&self.apps(answers))
    }
}
