//! What someone who sets up the login looks for at an identity provider.

/// A thing to be looked up in a provider's console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsoleValue {
    /// The issuer, whole.
    Issuer,
    /// Okta's org.
    Org,
    /// Okta's authorization server.
    Server,
    /// Keycloak's address.
    Address,
    /// Keycloak's realm.
    Realm,
    /// Entra ID's tenant.
    Tenant,
    /// The id of the client that users log in with.
    WebClient,
    /// Its secret.
    WebSecret,
    /// The id of the client of flytectl and pyflyte.
    Flytectl,
    /// The id of flytepropeller's client.
    Propeller,
    /// Its secret.
    PropellerSecret,
    /// The id of CI's client.
    Ci,
    /// What access tokens carry in `aud`.
    Audience,
}
