//! The parts of Keycloak's representations that are written; the names are Keycloak's
//! (`org.keycloak.representations.idm`, Keycloak 26), the order is that of an export.

use serde::Serialize;
use std::collections::BTreeMap;

/// The protocol of every client here.
const PROTOCOL: &str = "openid-connect";

/// `RealmRepresentation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Realm<'a> {
    pub realm: &'a str,
    pub display_name: &'static str,
    pub enabled: bool,
    /// Plain HTTP is only allowed for this machine and private networks, which is Keycloak's default.
    pub ssl_required: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Roles>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<ServiceAccount<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_scope_mappings: Option<BTreeMap<&'static str, Vec<ScopeMapping>>>,
    pub clients: Vec<ClientRepresentation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_scopes: Option<Vec<ClientScope<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_default_client_scopes: Option<Vec<&'static str>>,
}

/// `RoleRepresentation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Role {
    pub name: String,
    pub description: String,
    pub composite: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub composites: Option<Composites>,
    pub client_role: bool,
}

/// `RoleRepresentation.Composites`.
#[derive(Debug, Serialize)]
pub(super) struct Composites {
    pub client: BTreeMap<&'static str, Vec<&'static str>>,
}

/// `RolesRepresentation`.
#[derive(Debug, Serialize)]
pub(super) struct Roles {
    pub realm: Vec<Role>,
    pub client: BTreeMap<&'static str, Vec<Role>>,
}

/// `UserRepresentation`, of a service account.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ServiceAccount<'a> {
    pub username: String,
    pub enabled: bool,
    pub service_account_client_id: &'a str,
}

/// `ScopeMappingRepresentation`.
#[derive(Debug, Serialize)]
pub(super) struct ScopeMapping {
    pub client: &'static str,
    pub roles: Vec<&'static str>,
}

/// `ClientRepresentation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "they are Keycloak's")]
pub(super) struct ClientRepresentation<'a> {
    pub client_id: &'a str,
    pub name: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_url: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    pub enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_authenticator_type: Option<&'static str>,
    pub redirect_uris: Vec<String>,
    pub web_origins: Vec<&'static str>,
    pub standard_flow_enabled: bool,
    pub implicit_flow_enabled: bool,
    pub direct_access_grants_enabled: bool,
    pub service_accounts_enabled: bool,
    pub public_client: bool,
    pub protocol: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_scope_allowed: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protocol_mappers: Vec<Mapper>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_client_scopes: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional_client_scopes: Option<Vec<&'a str>>,
}

/// `ClientScopeRepresentation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClientScope<'a> {
    pub name: &'a str,
    pub description: &'static str,
    pub protocol: &'static str,
    pub attributes: BTreeMap<&'static str, &'static str>,
    pub protocol_mappers: Vec<Mapper>,
}

/// `ProtocolMapperRepresentation`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Mapper {
    pub name: String,
    pub protocol: &'static str,
    pub protocol_mapper: &'static str,
    pub consent_required: bool,
    pub config: BTreeMap<&'static str, String>,
}

impl<'a> Realm<'a> {
    /// Creates an empty realm.
    pub(super) const fn new(realm: &'a str) -> Self {
        Self {
            realm,
            display_name: "Flyte",
            enabled: true,
            ssl_required: "external",
            default_role: None,
            roles: None,
            users: None,
            client_scope_mappings: None,
            clients: Vec::new(),
            client_scopes: None,
            default_default_client_scopes: None,
        }
    }

    /// Adds clients.
    pub(super) fn with_clients(self, clients: Vec<ClientRepresentation<'a>>) -> Self {
        Self { clients, ..self }
    }
}

impl<'a> ClientRepresentation<'a> {
    /// Creates a client with a secret, which Keycloak generates.
    pub(super) fn confidential(client_id: &'a str, name: &'static str) -> Self {
        Self { client_authenticator_type: Some("client-secret"), public_client: false, ..Self::public(client_id, name) }
    }

    /// Creates a client without a secret.
    pub(super) fn public(client_id: &'a str, name: &'static str) -> Self {
        Self {
            client_id,
            name,
            description: "",
            root_url: None,
            base_url: None,
            enabled: true,
            client_authenticator_type: None,
            redirect_uris: Vec::new(),
            web_origins: Vec::new(),
            standard_flow_enabled: false,
            implicit_flow_enabled: false,
            direct_access_grants_enabled: false,
            service_accounts_enabled: false,
            public_client: true,
            protocol: PROTOCOL,
            attributes: BTreeMap::new(),
            full_scope_allowed: None,
            protocol_mappers: Vec::new(),
            default_client_scopes: None,
            optional_client_scopes: None,
        }
    }
}

impl<'a> ServiceAccount<'a> {
    /// Creates the user that Keycloak creates for a client (`ServiceAccountConstants`, in lower case like all user
    /// names).
    pub(super) fn of(client: &'a str) -> Self {
        Self {
            username: format!("service-account-{}", client.to_lowercase()),
            enabled: true,
            service_account_client_id: client,
        }
    }
}

impl<'a> ClientScope<'a> {
    /// Creates a scope with its mappers.
    pub(super) fn new(name: &'a str, description: &'static str, mappers: Vec<Mapper>) -> Self {
        Self { name, description, protocol: PROTOCOL, attributes: BTreeMap::new(), protocol_mappers: mappers }
    }

    /// Sets whether its name is in the claim `scope`, and whether users are asked for consent.
    pub(super) fn shown(mut self, in_token: bool, on_consent: bool) -> Self {
        let word = |is: bool| if is { "true" } else { "false" };
        self.attributes.insert("include.in.token.scope", word(in_token));
        self.attributes.insert("display.on.consent.screen", word(on_consent));
        self
    }
}

impl Mapper {
    /// Creates a mapper of a kind with its settings.
    pub(super) fn new(
        name: impl Into<String>,
        kind: &'static str,
        config: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        Self {
            name: name.into(),
            protocol: PROTOCOL,
            protocol_mapper: kind,
            consent_required: false,
            config: config.into_iter().collect(),
        }
    }
}
