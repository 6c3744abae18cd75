//! What flytepropeller and flytescheduler ask for.
//!
//! Source: `flyteidl/clients/go/admin/token_source_provider.go` at v1.16.8.

use crate::flyte::config::{Admin, Auth, Traced};

/// The scopes: `admin.scopes`, or when that is empty those published for flytectl. `None` when the server's config is
/// needed and not known.
pub fn propeller_scopes<'a>(admin: &'a Admin, auth: Option<&'a Auth>) -> Option<&'a Traced<Vec<String>>> {
    match admin.scopes.get() {
        Some(scopes) if scopes.is_empty() => auth.map(|auth| &auth.app_auth.third_party_config.flyte_client.scopes),
        _ => Some(&admin.scopes),
    }
}
