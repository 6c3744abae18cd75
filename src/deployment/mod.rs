//! A deployment's login as everyone concerned sees it: who issues tokens, which clients there are, what they ask for.
//! It comes from answers or out of the effective model of values; it holds no secret.
//!
//! What is not known yet (before anything is registered at the identity provider) is as a placeholder in `<…>`.

mod from_values;
mod internal;
mod names;

use crate::chart::Chart;
use crate::flyte::{BuiltInClient, FlyteVersion, PublicUrl};
use crate::idp::{
    ApiContext, Audience, ClientId, ExternalSetup, IdpClient, IdpKind, IdpRequirements, Issuer, OAuthScope,
};
use crate::release::ReleaseInfo;

pub use from_values::{ValuesError, data_plane, from_values, public_url};
pub use internal::{DEFAULT_CI, InternalServer};
pub use names::{DEFAULT_NAMESPACE, DEFAULT_RELEASE, Endpoint, KubernetesName, SecretName};

/// The clients as people speak of them, and as placeholders name them.
pub const CONSOLE: &str = "console";
/// The command line.
pub const FLYTECTL: &str = BuiltInClient::FLYTECTL.id;
/// The workflow engine.
pub const FLYTEPROPELLER: &str = BuiltInClient::FLYTEPROPELLER.id;
/// Continuous integration, and other services of users' own.
pub const CI: &str = "ci";

/// A deployment's login, without its secrets.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// The chart it is installed with.
    pub chart: Chart,
    pub version: FlyteVersion,
    /// Where users open it.
    pub url: PublicUrl,
    /// The Helm release.
    pub release: KubernetesName,
    pub namespace: KubernetesName,
    /// The name of the Kubernetes Deployment that serves the API.
    pub pods: String,
    /// Over how many clusters it spreads.
    pub topology: Topology,
    /// The identity provider.
    pub idp: IdpKind,
    /// How users log in to the console.
    pub login: Login,
    /// Who issues access tokens.
    pub server: Server,
    /// The client of flytectl and pyflyte.
    pub flytectl: PublicClient,
    /// The client of flytepropeller and flytescheduler.
    pub propeller: ServiceClient,
    /// The client of CI and other services, where they have one of their own.
    pub ci: Option<ServiceClient>,
}

/// How users log in to the console.
#[derive(Debug, Clone)]
pub struct Login {
    /// The issuer of their id tokens.
    pub issuer: Issuer,
    /// The confidential client.
    pub client: ClientId,
    /// The scopes that they request.
    pub scopes: Vec<OAuthScope>,
}

/// Over how many clusters a deployment spreads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topology {
    /// Flyte runs in one cluster.
    Single,
    /// A control plane and data planes; flyte-core only.
    Split {
        /// Where data planes reach flyteadmin.
        endpoint: Endpoint,
    },
}

/// A data plane: a release of flyte-core with flytepropeller, whose flyteadmin is in another cluster
/// (`charts/flyte-core/values-dataplane.yaml`, v1.16.8).
#[derive(Debug, Clone)]
pub struct DataPlane {
    pub version: FlyteVersion,
    /// The Helm release.
    pub release: KubernetesName,
    pub namespace: KubernetesName,
    /// Where it reaches flyteadmin with TLS; `None` where the values do not say, or say something else.
    pub endpoint: Option<Endpoint>,
    /// What flytepropeller logs in as, unless it does so in a way of its own.
    pub client: Option<ClientId>,
}

/// A release as Helm has it.
#[derive(Debug, Clone, Copy)]
pub struct Installation<'a> {
    pub chart: Chart,
    pub version: FlyteVersion,
    pub release: &'a KubernetesName,
    pub namespace: &'a KubernetesName,
}

impl DataPlane {
    /// The release.
    pub const fn installation(&self) -> Installation<'_> {
        Installation {
            chart: Chart::FlyteCore,
            version: self.version,
            release: &self.release,
            namespace: &self.namespace,
        }
    }
}

/// Who issues access tokens.
#[derive(Debug, Clone)]
pub enum Server {
    /// flyteadmin itself.
    Internal(InternalServer),
    /// The identity provider.
    External(ExternalServer),
}

/// The identity provider as the authorization server.
#[derive(Debug, Clone)]
pub struct ExternalServer {
    pub issuer: Issuer,
    /// What its access tokens carry in `aud`; at least one.
    pub audience: Vec<Audience>,
    /// The scope asked for at the API.
    pub scope: OAuthScope,
}

/// A client that users use, without a secret.
#[derive(Debug, Clone)]
pub struct PublicClient {
    pub id: ClientId,
    /// The scopes that they request.
    pub scopes: Vec<OAuthScope>,
}

/// A client for the client-credentials grant.
#[derive(Debug, Clone)]
pub struct ServiceClient {
    /// Its id; a placeholder where no one says which one it is.
    pub id: ClientId,
    /// The scopes that they request.
    pub scopes: Vec<OAuthScope>,
    /// The `audience` that clients must send, where the provider wants one.
    pub audience: Option<Audience>,
}

impl Deployment {
    /// The release with flyteadmin.
    pub const fn installation(&self) -> Installation<'_> {
        Installation { chart: self.chart, version: self.version, release: &self.release, namespace: &self.namespace }
    }

    /// Its release.
    pub fn release_info(&self) -> ReleaseInfo<'_> {
        ReleaseInfo::new(self.release.as_str(), self.namespace.as_str(), Some(self.chart), self.version)
    }

    /// What to call the identity provider: by the external server's issuer, or the login's.
    pub fn idp_name(&self) -> String {
        self.idp.provider().name_at(self.issuer())
    }

    /// What to call the provider that users log in with.
    pub fn login_idp_name(&self) -> String {
        self.idp.provider().name_at(&self.login.issuer)
    }

    /// The issuer of access tokens, or of the login where flyteadmin issues them.
    pub fn issuer(&self) -> &Issuer {
        self.external().map_or(&self.login.issuer, |server| &server.issuer)
    }

    /// The external server, if it is one.
    pub const fn external(&self) -> Option<&ExternalServer> {
        match &self.server {
            Server::Internal(_) => None,
            Server::External(server) => Some(server),
        }
    }

    /// The internal server, if it is one.
    pub const fn internal(&self) -> Option<&InternalServer> {
        match &self.server {
            Server::Internal(server) => Some(server),
            Server::External(_) => None,
        }
    }

    /// The client that a service logs in with: CI's, or flytepropeller's where CI has none of its own.
    pub fn service(&self) -> &ServiceClient {
        self.ci.as_ref().unwrap_or(&self.propeller)
    }

    /// Whether a client is the console's and no one else's, so that no service gets tokens with it: flytepropeller or
    /// flytectl may have the same one, or one registration may be for all.
    pub fn is_consoles_alone(&self, id: &ClientId) -> bool {
        let one_for_all = self.external().is_some() && self.idp.provider().one_registration_serves_all();
        let is_shared = *id == self.propeller.id || *id == self.flytectl.id;
        *id == self.login.client && !is_shared && !one_for_all
    }

    /// Whether a client has no secret, so that it gets no token with client credentials (RFC 6749, section 4.4).
    ///
    /// The external server's own word is in no values; but flytectl sends no secret, so the client that users use
    /// with it has none, unless the same registration serves services or the console, too.
    pub fn has_no_secret(&self, id: &ClientId) -> bool {
        if let Some(server) = self.internal() {
            return server.find(id).is_some_and(|client| client.is_public);
        }
        let serves_more =
            *id == self.login.client || *id == self.propeller.id || self.idp.provider().one_registration_serves_all();
        *id == self.flytectl.id && !serves_more
    }

    /// The deployment as the identity provider sees it.
    pub fn setup(&self) -> IdpRequirements<'_> {
        fn client<'a>(id: &'a ClientId, scopes: &'a [OAuthScope]) -> IdpClient<'a> {
            IdpClient { id, scopes }
        }
        IdpRequirements {
            url: &self.url,
            issuer: &self.login.issuer,
            web: client(&self.login.client, &self.login.scopes),
            external: self.external().map(|server| ExternalSetup {
                issuer: &server.issuer,
                audience: &server.audience,
                scope: &server.scope,
                flytectl: client(&self.flytectl.id, &self.flytectl.scopes),
                propeller: client(&self.propeller.id, &self.propeller.scopes),
                ci: self.ci.as_ref().map(|ci| client(&ci.id, &ci.scopes)),
            }),
        }
    }

    /// What the provider's rules for scopes and audiences depend on, with an external server.
    pub fn apps<'a>(&'a self, server: &'a ExternalServer) -> ApiContext<'a> {
        ApiContext { url: &self.url, web: &self.login.client, flytectl: &self.flytectl.id, scope: &server.scope }
    }
}
