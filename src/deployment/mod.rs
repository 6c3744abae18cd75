//! A deployment's login settings: the token issuer, the clients and their scopes. They come from answers or from the
//! effective model of values, and contain no secret.
//!
//! Unknown parts, such as IDs before a registration at the identity provider, are placeholders in `<…>`.

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

/// Names of clients, in texts and in placeholders.
pub const CONSOLE: &str = "console";
/// The command-line client.
pub const FLYTECTL: &str = BuiltInClient::FLYTECTL.id;
pub const FLYTEPROPELLER: &str = BuiltInClient::FLYTEPROPELLER.id;
/// Continuous integration and other services of the user.
pub const CI: &str = "ci";

/// A deployment's login settings, without its secrets.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// The chart that it is installed with.
    pub chart: Chart,
    pub version: FlyteVersion,
    /// The URL that users open.
    pub url: PublicUrl,
    /// The Helm release.
    pub release: KubernetesName,
    pub namespace: KubernetesName,
    /// The name of the Kubernetes Deployment that serves the API.
    pub pods: String,
    pub topology: Topology,
    pub idp: IdpKind,
    pub login: Login,
    /// The issuer of access tokens.
    pub server: Server,
    /// The client of flytectl and pyflyte.
    pub flytectl: PublicClient,
    /// The client of flytepropeller and flytescheduler.
    pub propeller: ServiceClient,
    /// The client of CI and other services, if it is a separate one.
    pub ci: Option<ServiceClient>,
}

/// The settings of users' login to the console.
#[derive(Debug, Clone)]
pub struct Login {
    /// The issuer of ID tokens.
    pub issuer: Issuer,
    /// The confidential client.
    pub client: ClientId,
    /// The scopes that the console requests.
    pub scopes: Vec<OAuthScope>,
}

/// The number of clusters of a deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topology {
    /// Flyte runs in one cluster.
    Single,
    /// A control plane and data planes; flyte-core only.
    Split {
        /// The endpoint at which data planes reach flyteadmin.
        endpoint: Endpoint,
    },
}

/// A data plane: a release of flyte-core with flytepropeller, whose flyteadmin runs in another cluster
/// (`charts/flyte-core/values-dataplane.yaml`, v1.16.8).
#[derive(Debug, Clone)]
pub struct DataPlane {
    pub version: FlyteVersion,
    /// The Helm release.
    pub release: KubernetesName,
    pub namespace: KubernetesName,
    /// The endpoint at which it reaches flyteadmin with TLS; `None` if the values have none or another form.
    pub endpoint: Option<Endpoint>,
    /// flytepropeller's client; `None` if it gets its tokens in another way.
    pub client: Option<ClientId>,
}

/// A Helm release of Flyte.
#[derive(Debug, Clone, Copy)]
pub struct Installation<'a> {
    pub chart: Chart,
    pub version: FlyteVersion,
    pub release: &'a KubernetesName,
    pub namespace: &'a KubernetesName,
}

impl DataPlane {
    /// Returns the data plane's release.
    pub const fn installation(&self) -> Installation<'_> {
        Installation {
            chart: Chart::FlyteCore,
            version: self.version,
            release: &self.release,
            namespace: &self.namespace,
        }
    }
}

/// The issuer of access tokens.
#[derive(Debug, Clone)]
pub enum Server {
    Internal(InternalServer),
    /// The identity provider.
    External(ExternalServer),
}

/// The identity provider as the authorization server.
#[derive(Debug, Clone)]
pub struct ExternalServer {
    pub issuer: Issuer,
    /// The values of `aud` in its access tokens; at least one.
    pub audience: Vec<Audience>,
    /// The scope that clients request for the API.
    pub scope: OAuthScope,
}

/// A client without a secret, for users.
#[derive(Debug, Clone)]
pub struct PublicClient {
    pub id: ClientId,
    /// The scopes that it requests.
    pub scopes: Vec<OAuthScope>,
}

/// A client for the client credentials grant.
#[derive(Debug, Clone)]
pub struct ServiceClient {
    /// The ID, or a placeholder if it is unknown.
    pub id: ClientId,
    /// The scopes that it requests.
    pub scopes: Vec<OAuthScope>,
    /// The `audience` parameter of token requests, if the provider requires one.
    pub audience: Option<Audience>,
}

impl Deployment {
    /// Returns the release with flyteadmin.
    pub const fn installation(&self) -> Installation<'_> {
        Installation { chart: self.chart, version: self.version, release: &self.release, namespace: &self.namespace }
    }

    /// Returns the release in the form that rendering its values needs.
    pub fn release_info(&self) -> ReleaseInfo<'_> {
        ReleaseInfo::new(self.release.as_str(), self.namespace.as_str(), Some(self.chart), self.version)
    }

    /// Returns the identity provider's name, by the external server's issuer or else by the login's.
    pub fn idp_name(&self) -> String {
        self.idp.provider().name_at(self.issuer())
    }

    /// Returns the name of the provider that users log in with.
    pub fn login_idp_name(&self) -> String {
        self.idp.provider().name_at(&self.login.issuer)
    }

    /// Returns the issuer of access tokens, or the login's if flyteadmin issues them.
    pub fn issuer(&self) -> &Issuer {
        self.external().map_or(&self.login.issuer, |server| &server.issuer)
    }

    /// Returns the external server, if there is one.
    pub const fn external(&self) -> Option<&ExternalServer> {
        match &self.server {
            Server::Internal(_) => None,
            Server::External(server) => Some(server),
        }
    }

    /// Returns the internal server, if there is one.
    pub const fn internal(&self) -> Option<&InternalServer> {
        match &self.server {
            Server::Internal(server) => Some(server),
            Server::External(_) => None,
        }
    }

    /// Returns the client that a service logs in with: CI's, or flytepropeller's if CI has no separate one.
    pub fn service(&self) -> &ServiceClient {
        self.ci.as_ref().unwrap_or(&self.propeller)
    }

    /// Returns whether only the console uses a client, so that no service gets tokens with it. flytepropeller or flytectl
    /// may use the same client, or a single registration may serve all of them.
    pub fn is_for_console_only(&self, id: &ClientId) -> bool {
        let one_for_all = self.external().is_some() && self.idp.provider().one_registration_serves_all();
        let is_shared = *id == self.propeller.id || *id == self.flytectl.id;
        *id == self.login.client && !is_shared && !one_for_all
    }

    /// Returns whether a client has no secret, so that it gets no token with client credentials (RFC 6749, section 4.4).
    ///
    /// Values don't contain the external server's settings. But flytectl sends no secret, so its client has none, unless
    /// the same registration serves services or the console, too.
    pub fn has_no_secret(&self, id: &ClientId) -> bool {
        if let Some(server) = self.internal() {
            return server.find(id).is_some_and(|client| client.is_public);
        }
        let serves_more =
            *id == self.login.client || *id == self.propeller.id || self.idp.provider().one_registration_serves_all();
        *id == self.flytectl.id && !serves_more
    }

    /// Returns the settings that the identity provider needs.
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

    /// Returns the context of the provider's rules for scopes and audiences with an external server.
    pub fn apps<'a>(&'a self, server: &'a ExternalServer) -> ApiContext<'a> {
        ApiContext { url: &self.url, web: &self.login.client, flytectl: &self.flytectl.id, scope: &server.scope }
    }
}
