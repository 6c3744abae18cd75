//! The URL at which flytepropeller gets its token.
//!
//! Source: `token_source_provider.go` and `metadata_provider.go` at v1.16.8.

use super::metadata_url;
use crate::flyte::config::{Admin, Auth, AuthServerType};
use crate::go::GoUrl;

/// The token URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenUrl {
    /// A known URL.
    Known(String),
    /// The one in the metadata at this URL.
    FromMetadata(GoUrl),
}

/// Returns the token URL for a client whose calls have this public URL. `None` if unknown.
pub fn token_url(admin: &Admin, auth: Option<&Auth>, public_url: &GoUrl) -> Option<TokenUrl> {
    let given = admin.token_url.get()?;
    if !given.is_empty() {
        return Some(TokenUrl::Known(given.clone()));
    }
    let auth = auth?;
    match auth.app_auth.auth_server_type.get()? {
        AuthServerType::SelfServer => {
            let path = GoUrl::parse("/oauth2/token").ok()?;
            Some(TokenUrl::Known(public_url.resolve(&path).to_string()))
        }
        AuthServerType::External => metadata_url(auth).map(TokenUrl::FromMetadata),
    }
}
