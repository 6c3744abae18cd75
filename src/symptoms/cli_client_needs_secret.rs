//! The CLI's client is confidential: the provider requires its secret.

use super::declare_symptom;

declare_symptom! {
    name: "cli-client-needs-secret",
    role: Root,
    patterns: [
        "client_secret is missing",
        "AADSTS7000218",
        r#"Failed to request access token with response: [<status>] b'{"error": "invalid_request", "error_description": "client_secret is missing."}'"#,
        r#""error":"invalid_client","error_description":"AADSTS7000218"#,
        r#"oauth2: "invalid_client" "AADSTS7000218"#,
        r#"error while exchanging auth code due to oauth2: "invalid_client" "AADSTS7000218"#,
    ],
}
