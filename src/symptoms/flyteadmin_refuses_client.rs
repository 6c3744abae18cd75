//! flyteadmin, as the authorization server, refuses a client: unknown ID, or the secret does not match the hash.

use super::declare_symptom;

declare_symptom! {
    name: "flyteadmin-refuses-client",
    role: Root,
    patterns: [
        "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported \
            authentication method)",
        r#"oauth2: "invalid_client" "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)"#,
        r#""error":"invalid_client","error_description":"Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)"#,
        "Error occurred in NewAccessRequest: invalid_client",
        "hashedPassword is not the hash of the given password",
        "Client credentials missing or malformed in both HTTP Authorization header and HTTP POST body",
    ],
}
