//! Where flyteadmin asks an external authorization server for its metadata.
//!
//! Source: `flyteadmin/auth/authzserver/metadata_provider.go` and `resource_server.go` at v1.16.8.

use crate::flyte::config::Auth;
use crate::go::GoUrl;

/// What `externalAuthServer.metadataUrl` is when it is not set.
const DEFAULT: &str = ".well-known/oauth-authorization-server";

/// The external server's issuer: its own `baseUrl`, else the login's. `None` when unknown.
pub fn external_base_url(auth: &Auth) -> Option<&GoUrl> {
    let own = auth.app_auth.external_auth_server.base_url.get()?;
    if own.is_empty() { auth.user_auth.open_id.base_url.get() } else { Some(own) }
}

/// The metadata URL: resolved against the issuer with a slash at its end, so that a leading `/` jumps to the root.
pub fn metadata_url(auth: &Auth) -> Option<GoUrl> {
    let base = external_base_url(auth)?;
    let given = auth.app_auth.external_auth_server.metadata_url.get()?;
    let reference = if given.is_empty() { GoUrl::parse(DEFAULT).ok()? } else { given.clone() };
    Some(base.with_slash().resolve(&reference))
}
