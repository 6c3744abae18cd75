//! A client secret has expired at Entra ID.

use super::declare_symptom;

declare_symptom! {
    name: "provider-secret-expired",
    role: Root,
    patterns: [
        "AADSTS7000222",
        r#"oauth2: "invalid_client" "AADSTS7000222"#,
        r#""error":"invalid_client","error_description":"AADSTS7000222"#,
        r#"Error when exchanging code oauth2: "invalid_client" "AADSTS7000222"#,
    ],
}
