//! The requested and the accepted audiences.
//!
//! Source: `token_source_provider.go` and `flyteadmin/auth/authzserver/resource_server.go` at v1.16.8.

use crate::flyte::config::{Admin, Auth, AuthServerType, Traced};
use crate::go::GoUrl;

/// Returns the audience that flytepropeller requests; the published one with `useAudienceFromAdmin`. If it is empty,
/// none is requested.
pub fn propeller_audience<'a>(admin: &'a Admin, auth: Option<&'a Auth>) -> Option<&'a Traced<String>> {
    if *admin.use_audience_from_admin.get()? {
        auth.map(|auth| &auth.app_auth.third_party_config.flyte_client.audience)
    } else {
        Some(&admin.audience)
    }
}

/// Returns the audiences that flyteadmin accepts for a call with this public URL: with the internal server only the
/// public URL, with an external one also `allowedAudience`. `None` if unknown.
pub fn accepted_audiences(auth: &Auth, public_url: &GoUrl) -> Option<Vec<String>> {
    let mut accepted = match auth.app_auth.auth_server_type.get()? {
        AuthServerType::SelfServer => Vec::new(),
        AuthServerType::External => auth.app_auth.external_auth_server.allowed_audience.get()?.clone(),
    };
    let own = public_url.to_string();
    if !accepted.contains(&own) {
        accepted.push(own);
    }
    Some(accepted)
}
