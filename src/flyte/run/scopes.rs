//! The scopes that clients request.
//!
//! Source: `flyteidl/clients/go/admin/token_source_provider.go` at v1.16.8.

use crate::flyte::config::{Admin, Auth, Traced};

/// Returns flytepropeller's scopes: `admin.scopes`, or if that is empty, those published for flytectl. `None` if the
/// server's configuration is needed and unknown.
pub fn propeller_scopes<'a>(admin: &'a Admin, auth: Option<&'a Auth>) -> Option<&'a Traced<Vec<String>>> {
    match admin.scopes.get() {
        Some(scopes) if scopes.is_empty() => auth.map(|auth| &auth.app_auth.third_party_config.flyte_client.scopes),
        _ => Some(&admin.scopes),
    }
}

/// Splits the scopes like a request: Go joins the items of the list with spaces, and the server splits them there
/// (`golang.org/x/oauth2`, RFC 6749 section 3.3), so an item may contain several scopes.
pub fn requested_scopes(items: &[String]) -> Vec<&str> {
    items.iter().flat_map(|item| item.split_whitespace()).collect()
}
