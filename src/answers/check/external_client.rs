//! The clients that an external server needs besides the web client.

use super::Check;
use crate::answers::raw::RawClients;
use crate::deployment::{FLYTECTL, FLYTEPROPELLER};
use crate::idp::{ClientId, IdpKind};

/// A client that the external server needs besides the web client.
#[derive(Debug, Clone, Copy)]
pub(super) enum ExternalClient {
    Flytectl,
    Propeller,
}

impl ExternalClient {
    /// The key of its ID among the answers.
    const fn key(self) -> &'static str {
        match self {
            Self::Flytectl => "clients.flytectl.id",
            Self::Propeller => "clients.propeller.id",
        }
    }

    fn id(self, clients: &RawClients) -> Option<&str> {
        match self {
            Self::Flytectl => clients.flytectl.as_ref()?.id.as_deref(),
            Self::Propeller => clients.propeller.as_ref()?.id.as_deref(),
        }
    }

    const fn placeholder(self) -> &'static str {
        match self {
            Self::Flytectl => FLYTECTL,
            Self::Propeller => FLYTEPROPELLER,
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Self::Flytectl => "the ID of the public client with which flytectl and pyflyte log in",
            Self::Propeller => "the ID of the confidential client with which flytepropeller gets its tokens",
        }
    }
}

impl Check<'_> {
    /// Returns the ID of flytectl's or flytepropeller's client; the web client's if one registration is enough.
    pub(super) fn external_client(
        &mut self,
        client: ExternalClient,
        kind: Option<IdpKind>,
        web: Option<&ClientId>,
    ) -> Option<ClientId> {
        let clients = self.raw.clients.as_ref();
        let id = clients.and_then(|clients| client.id(clients)).map(str::to_owned);
        match id {
            Some(id) => self.client_id(client.key(), &id),
            None if kind.is_some_and(|kind| kind.provider().one_registration_serves_all()) => web.cloned(),
            // Without a kind, it is unknown whether a separate client is needed; Google is refused as a whole.
            None if kind.is_none_or(|kind| kind == IdpKind::Google) => None,
            None if self.gaps => Some(ClientId::placeholder(client.placeholder())),
            None => {
                self.problems.missing(client.key(), client.help());
                None
            }
        }
    }
}
