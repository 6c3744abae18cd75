//! What to register at the identity provider: the applications, their redirect URIs and scopes.

use serde::Serialize;

use super::{CLI_REDIRECT_URI, ClientId, ExternalApps, IdpKind, Scope};
use crate::flyte::PublicUrl;

/// One application to register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// Who uses it: `console`, `flytectl and pyflyte`, `flytepropeller`.
    pub user: &'static str,
    /// Its id.
    pub id: ClientId,
    /// What the provider's console calls such an application.
    pub kind: &'static str,
    /// Its redirect URIs.
    pub redirect_uris: Vec<String>,
    /// The scopes that it asks for.
    pub scopes: Vec<Scope>,
}

/// The application for logging in to the console: with the internal server, the only one.
pub fn console_registration(
    idp: IdpKind,
    url: &PublicUrl,
    web: &ClientId,
    scopes: Vec<Scope>,
) -> Registration {
    Registration {
        user: "console",
        id: web.clone(),
        kind: idp.provider().registration_types().web,
        redirect_uris: vec![url.callback()],
        scopes,
    }
}

/// The applications that an external authorization server needs besides the console's.
pub fn external_registrations(
    idp: IdpKind,
    apps: &ExternalApps<'_>,
    propeller: &ClientId,
    flytectl_scopes: Vec<Scope>,
) -> Vec<Registration> {
    let types = idp.provider().registration_types();
    vec![
        Registration {
            user: "flytectl and pyflyte",
            id: apps.flytectl.clone(),
            kind: types.flytectl,
            redirect_uris: vec![CLI_REDIRECT_URI.to_owned()],
            scopes: flytectl_scopes,
        },
        Registration {
            user: "flytepropeller",
            id: propeller.clone(),
            kind: types.propeller,
            redirect_uris: Vec::new(),
            scopes: idp.provider().propeller_scopes(apps),
        },
    ]
}
