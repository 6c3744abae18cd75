//! The authorization server refuses a client: its ID or its secret.

use super::declare_symptom;

declare_symptom! {
    name: "provider-refuses-client",
    role: Root,
    patterns: [
        r#"oauth2: "invalid_client""#,
        r#""error":"invalid_client""#,
        r#"oauth2: "unauthorized_client""#,
        r#""error":"unauthorized_client""#,
        "Client not enabled to retrieve service account",
        r#"oauth2: "unauthorized_client" "Client not enabled to retrieve service account""#,
        r#""error":"unauthorized_client","error_description":"Client not enabled to retrieve service account""#,
        "AADSTS7000215",
        "Invalid client or Invalid client credentials",
        r#"oauth2: "unauthorized_client" "Invalid client or Invalid client credentials""#,
        r#"oauth2: "invalid_client" "Invalid client or Invalid client credentials""#,
        r#""error":"invalid_client","error_description":"Invalid client or Invalid client credentials""#,
        r#""error":"unauthorized_client","error_description":"Invalid client or Invalid client credentials""#,
        "The client secret supplied for a confidential client is invalid",
        r#"oauth2: "invalid_client" "The client secret supplied for a confidential client is invalid"#,
        r#""error":"invalid_client","error_description":"The client secret supplied for a confidential client is invalid"#,
        r#"oauth2: "invalid_client" "AADSTS7000215"#,
        r#""error":"invalid_client","error_description":"AADSTS7000215"#,
        "oauth2: cannot fetch token: 401",
        "no client authentication mechanism provided",
        r#"oauth2: "invalid_request" "no client authentication mechanism provided""#,
        r#""error":"invalid_request","error_description":"no client authentication mechanism provided""#,
    ],
}
