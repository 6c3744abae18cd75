//! The typed plan: what each values file says, as structs whose serialisation is the file's tree. The templates write
//! these, and what they wrote is compared with these.

pub(super) mod binary;
pub(super) mod core;
pub(super) mod flyte_config;
mod static_clients;

use crate::idp::OAuthScope;

/// Scopes as the values have them.
fn texts(scopes: &[OAuthScope]) -> Vec<String> {
    scopes.iter().map(ToString::to_string).collect()
}
