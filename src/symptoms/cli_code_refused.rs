//! flytectl cannot exchange the code of its login for a token.

use super::declare_symptom;

declare_symptom! {
    name: "cli-code-refused",
    standing: Root,
    patterns: [
        r#"error while exchanging auth code due to oauth2: "invalid_grant""#,
        r#"error while exchanging auth code due to oauth2: "invalid_grant" "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid"#,
        "error while exchanging auth code due to",
        r#"error while exchanging auth code due to oauth2: "invalid_client""#,
    ],
}
