//! Which audience is asked for, and which is accepted.
//!
//! Source: `token_source_provider.go` and `flyteadmin/auth/authzserver/resource_server.go` at v1.16.8.

use crate::flyte::config::{Admin, Auth, AuthServerType, Traced};
use crate::go::GoUrl;

/// The audience that propeller asks for; the published one with `useAudienceFromAdmin`. Empty: none.
pub fn propeller_audience<'a>(admin: &'a Admin, auth: Option<&'a Auth>) -> Option<&'a Traced<String>> {
    if *admin.use_audience_from_admin.get()? {
        auth.map(|auth| &auth.app_auth.third_party_config.flyte_client.audience)
    } else {
        Some(&admin.audience)
    }
}

/// The audiences that a call with this public URL is accepted with: with the internal server the public URL alone, with
/// an external one also `allowedAudience`. `None` when unknown.
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
