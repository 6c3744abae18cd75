//! The typed plan: the content of each values file, as structs whose serialization is the file's tree. The templates
//! write these, and their output is compared with them.

pub(super) mod binary;
pub(super) mod core;
pub(super) mod flyte_config;
mod static_clients;

use crate::idp::OAuthScope;

/// Returns scopes as texts.
fn texts(scopes: &[OAuthScope]) -> Vec<String> {
    scopes.iter().map(ToString::to_string).collect()
}
