//! flyteadmin as the authorization server: which clients it knows.

use crate::flyte::config::{StaticClient, StaticClients};
use crate::idp::{ClientId, ServiceUser};

/// The id of CI's client where no one gave another one.
pub const DEFAULT_CI: &str = ServiceUser::Ci.usual_id();

/// flyteadmin as the authorization server.
#[derive(Debug, Clone)]
pub struct InternalServer {
    /// The clients that it is known to have (`staticClients`).
    pub clients: Vec<KnownClient>,
    /// Whether it has no others: answers do not say what else is in the values, and config from elsewhere may add
    /// some.
    pub is_all: bool,
}

/// A static client of flyteadmin.
#[derive(Debug, Clone)]
pub struct KnownClient {
    pub id: ClientId,
    /// Whether it gets tokens without a person. It may, where its settings are not to be known.
    pub is_service: bool,
    /// Whether it is known to have no secret (`public: true`).
    pub is_public: bool,
}

impl InternalServer {
    /// flyteadmin with these clients, and no others if `is_all`.
    pub fn new(clients: &StaticClients, is_all: bool) -> Self {
        let known = clients.clients.iter().map(|(name, client)| KnownClient {
            // Looked up by its key, whatever `id` says.
            id: ClientId::as_found(name),
            // What comes from elsewhere may put another client in its place.
            is_service: !is_all || is_service(client),
            is_public: is_all && client.public.get() == Some(&true),
        });
        Self { clients: known.collect(), is_all }
    }

    /// flyteadmin with its own clients, and one for CI where it has a name.
    pub fn with(ci: Option<&ClientId>) -> Self {
        let mut server = Self::new(&StaticClients::built_in(), true);
        server.is_all = false;
        server.clients.extend(ci.map(|id| KnownClient { id: id.clone(), is_service: true, is_public: false }));
        server
    }

    /// The client with an id, letter for letter.
    pub fn find(&self, id: &ClientId) -> Option<&KnownClient> {
        self.clients.iter().find(|client| client.id == *id)
    }

    /// The clients for services.
    pub fn services(&self) -> impl Iterator<Item = &ClientId> {
        let services = self.clients.iter().filter(|client| client.is_service);
        services.map(|client| &client.id)
    }

    /// The clients for services that someone added to flyteadmin's own.
    pub fn added_services(&self) -> impl Iterator<Item = &ClientId> {
        let own = StaticClients::built_in();
        self.services().filter(move |id| !own.clients.contains_key(id.as_str()))
    }

    /// The one that CI is meant to use: the only one, or that of the name which `generate` gives it.
    pub fn ci(&self) -> Option<&ClientId> {
        let mut added = self.added_services();
        let first = added.next()?;
        if added.next().is_none() {
            return Some(first);
        }
        self.added_services().find(|id| id.as_str() == DEFAULT_CI)
    }
}

/// Whether a client may use client credentials. fosite gives them to no public client, and takes one without grants for
/// one with the authorization code alone (`DefaultClient.GetGrantTypes`).
fn is_service(client: &StaticClient) -> bool {
    let may = client.grant_types.get().is_none_or(|grants| grants.iter().any(|grant| grant == "client_credentials"));
    may && client.public.get() != Some(&true)
}
