//! What clients ask for.
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

/// The scopes in a request: Go joins the items of the list with blanks, and the reader of the request splits it
/// there (`golang.org/x/oauth2`, RFC 6749 section 3.3), so that an item may hold several.
pub fn requested_scopes(items: &[String]) -> Vec<&str> {
    items.iter().flat_map(|item| item.split_whitespace()).collect()
}
