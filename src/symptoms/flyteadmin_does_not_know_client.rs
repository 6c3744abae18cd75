//! flyteadmin, as the authorization server, does not know the client ID.

use super::declare_symptom;

declare_symptom! {
    name: "flyteadmin-does-not-know-client",
    role: Root,
    patterns: [
        "The requested OAuth 2.0 Client does not exist",
        "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported \
            authentication method). The requested OAuth 2.0 Client does not exist",
        r#"oauth2: "invalid_client" "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method). The requested OAuth 2.0 Client does not exist"#,
        r#""error":"invalid_client","error_description":"Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method). The requested OAuth 2.0 Client does not exist"#,
        "NewAuthorizeRequest: invalid_client",
    ],
}
