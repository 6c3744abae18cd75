//! flytectl cannot exchange the code of its login for a token.

use super::declare_symptom;

declare_symptom! {
    name: "cli-code-refused",
    role: Root,
    patterns: [
        r#"error while exchanging auth code due to oauth2: "invalid_grant""#,
        r#"error while exchanging auth code due to oauth2: "invalid_grant" "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid"#,
        r#"error while exchanging auth code due to oauth2: "invalid_client" "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)"#,
        r#"error while exchanging auth code due to oauth2: "invalid_client""#,
    ],
}
