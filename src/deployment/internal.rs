//! flyteadmin as the authorization server: its clients.

use crate::flyte::config::{StaticClient, StaticClients};
use crate::idp::{ClientId, ServiceUser};

/// The default ID of CI's client.
pub const DEFAULT_CI: &str = ServiceUser::Ci.usual_id();

/// flyteadmin as the authorization server.
#[derive(Debug, Clone)]
pub struct InternalServer {
    /// The known clients (`staticClients`).
    pub clients: Vec<KnownClient>,
    /// Whether the list is complete. Answers don't include the rest of the values, and config from elsewhere may add
    /// clients.
    pub is_all: bool,
}

/// A static client of flyteadmin.
#[derive(Debug, Clone)]
pub struct KnownClient {
    pub id: ClientId,
    /// Whether it can use client credentials; also `true` if its settings are unknown.
    pub is_service: bool,
    /// Whether it certainly has no secret (`public: true`).
    pub is_public: bool,
}

impl InternalServer {
    /// Creates flyteadmin with these clients, and no others if `is_all`.
    pub fn new(clients: &StaticClients, is_all: bool) -> Self {
        let known = clients.clients.iter().map(|(name, client)| KnownClient {
            // flyteadmin looks up a client by its key, regardless of its `id`.
            id: ClientId::as_found(name),
            // Config from elsewhere may replace the client.
            is_service: !is_all || is_service(client),
            is_public: is_all && client.public.get() == Some(&true),
        });
        Self { clients: known.collect(), is_all }
    }

    /// Creates flyteadmin with its built-in clients, and with CI's client if `ci` names one.
    pub fn with(ci: Option<&ClientId>) -> Self {
        let mut server = Self::new(&StaticClients::built_in(), true);
        server.is_all = false;
        server.clients.extend(ci.map(|id| KnownClient { id: id.clone(), is_service: true, is_public: false }));
        server
    }

    /// Returns the client with an ID, case-sensitively.
    pub fn find(&self, id: &ClientId) -> Option<&KnownClient> {
        self.clients.iter().find(|client| client.id == *id)
    }

    /// Returns the clients that can use client credentials.
    pub fn services(&self) -> impl Iterator<Item = &ClientId> {
        let services = self.clients.iter().filter(|client| client.is_service);
        services.map(|client| &client.id)
    }

    /// Returns the service clients besides flyteadmin's built-in ones.
    pub fn added_services(&self) -> impl Iterator<Item = &ClientId> {
        let own = StaticClients::built_in();
        self.services().filter(move |id| !own.clients.contains_key(id.as_str()))
    }

    /// Returns CI's client: the only added one, or the one with the ID that `generate` uses.
    pub fn ci(&self) -> Option<&ClientId> {
        let mut added = self.added_services();
        let first = added.next()?;
        if added.next().is_none() {
            return Some(first);
        }
        self.added_services().find(|id| id.as_str() == DEFAULT_CI)
    }
}

/// Returns whether a client may use client credentials. fosite denies them to public clients, and a client without
/// grant types has only the authorization code (`DefaultClient.GetGrantTypes`).
fn is_service(client: &StaticClient) -> bool {
    let may = client.grant_types.get().is_none_or(|grants| grants.iter().any(|grant| grant == "client_credentials"));
    may && client.public.get() != Some(&true)
}
