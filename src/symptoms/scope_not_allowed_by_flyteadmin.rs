//! flyteadmin, as the authorization server, refuses a scope: the static client does not have it.

use super::declare_symptom;

declare_symptom! {
    name: "scope-not-allowed-by-flyteadmin",
    role: Root,
    patterns: [
        "The OAuth 2.0 Client is not allowed to request scope '<scope>'",
        "has not been granted or is not allowed to be requested",
        r#"oauth2: "invalid_scope" "The requested scope is invalid, unknown, or malformed. The OAuth 2.0 Client is not allowed to request scope '<scope>'"#,
        r#""error":"invalid_scope","error_description":"The requested scope is invalid, unknown, or malformed. The OAuth 2.0 Client is not allowed to request scope '<scope>'"#,
    ],
}
