//! The identity provider refuses the secret of flyteadmin's OIDC client.

use super::declare_symptom;

declare_symptom! {
    name: "oidc-client-secret-refused",
    role: Root,
    patterns: [
        r#"Error when exchanging code oauth2: "invalid_client""#,
        r#"Error when exchanging code oauth2: "invalid_client" "client authentication failed""#,
        r#"Error when exchanging code oauth2: "unauthorized_client""#,
        "Error when exchanging code oauth2: cannot fetch token: 401",
        r#"Error when exchanging code oauth2: "invalid_client" "The client secret supplied for a confidential client is invalid"#,
        r#"Error when exchanging code oauth2: "unauthorized_client" "Invalid client or Invalid client credentials""#,
        r#"Error when exchanging code oauth2: "invalid_client" "AADSTS7000215: Invalid client secret provided"#,
        r#"Error when exchanging code oauth2: "invalid_client" "Invalid client or Invalid client credentials""#,
    ],
}
