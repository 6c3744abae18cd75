//! Values that users look up at an identity provider.

/// A value in a provider's console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsoleValue {
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
    /// The web client's ID.
    WebClient,
    /// The web client's secret.
    WebSecret,
    /// The ID of flytectl's and pyflyte's client.
    Flytectl,
    /// The ID of flytepropeller's client.
    Propeller,
    /// flytepropeller's secret.
    PropellerSecret,
    /// The ID of CI's client.
    Ci,
    /// The `aud` claim of access tokens.
    Audience,
}
