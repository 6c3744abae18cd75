//! Paths of discovery documents, which identity providers and flyteadmin serve.

/// The document of an OpenID provider (OpenID Connect Discovery 1.0 §4).
pub const OPENID_CONFIGURATION: &str = "/.well-known/openid-configuration";

/// The metadata of an OAuth authorization server (RFC 8414 §3).
pub const OAUTH_SERVER: &str = "/.well-known/oauth-authorization-server";

/// Returns a path relative to an issuer that ends in a slash.
pub const fn relative(path: &'static str) -> &'static str {
    path.split_at(1).1
}
