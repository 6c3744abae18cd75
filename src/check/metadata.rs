//! The metadata of a provider: OpenID Connect Discovery 1.0 §3 and RFC 8414 §2, which share these names.

use serde_json::{Map, Value};

/// A metadata document.
#[derive(Debug, Clone, Default)]
pub(super) struct ProviderMetadata(pub(super) Map<String, Value>);

impl ProviderMetadata {
    /// Returns a text; `None` if it is missing or empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// Returns a list of texts; `None` if it is missing.
    pub(super) fn texts(&self, name: &str) -> Option<Vec<&str>> {
        Some(self.0.get(name)?.as_array()?.iter().filter_map(Value::as_str).collect())
    }

    /// Returns the first member whose type flyteadmin's decoder refuses (`OAuth2MetadataResponse`,
    /// flyteidl/protos/flyteidl/service/auth.proto, v1.16.8).
    pub(super) fn wrong_type_key(&self) -> Option<&'static str> {
        const TEXTS: [&str; 5] =
            ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "device_authorization_endpoint"];
        const LISTS: [&str; 5] = [
            "response_types_supported",
            "scopes_supported",
            "token_endpoint_auth_methods_supported",
            "code_challenge_methods_supported",
            "grant_types_supported",
        ];
        let is_other = |name: &str, fits: fn(&Value) -> bool| {
            self.0.get(name).is_some_and(|value| !value.is_null() && !fits(value))
        };
        let is_list = |value: &Value| {
            value.as_array().is_some_and(|items| items.iter().all(|item| item.is_string() || item.is_null()))
        };
        let text = TEXTS.into_iter().find(|name| is_other(name, Value::is_string));
        text.or_else(|| LISTS.into_iter().find(|name| is_other(name, is_list)))
    }
}
