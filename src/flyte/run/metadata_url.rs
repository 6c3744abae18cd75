//! The URL at which flyteadmin reads an external authorization server's metadata.
//!
//! Source: `flyteadmin/auth/authzserver/metadata_provider.go` and `resource_server.go` at v1.16.8.

use crate::flyte::config::Auth;
use crate::flyte::{OAUTH_SERVER, relative};
use crate::go::GoUrl;

/// The default of `externalAuthServer.metadataUrl`.
const DEFAULT: &str = relative(OAUTH_SERVER);

/// Returns the external server's issuer: its `baseUrl`, or the login's if that is empty. `None` if unknown.
pub fn external_base_url(auth: &Auth) -> Option<&GoUrl> {
    let own = auth.app_auth.external_auth_server.base_url.get()?;
    if own.is_empty() { auth.user_auth.open_id.base_url.get() } else { Some(own) }
}

/// Returns the metadata URL: resolved against the issuer with a trailing slash, so that a leading `/` refers to the
/// root.
pub fn metadata_url(auth: &Auth) -> Option<GoUrl> {
    let base = external_base_url(auth)?;
    let given = auth.app_auth.external_auth_server.metadata_url.get()?;
    let reference = if given.is_empty() { GoUrl::parse(DEFAULT).ok()? } else { given.clone() };
    Some(base.with_slash().resolve(&reference))
}
