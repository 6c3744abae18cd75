//! A session in the browser ends: flyteadmin cannot refresh its tokens.

use super::declare_symptom;

declare_symptom! {
    name: "session-refresh-failed",
    role: Root,
    patterns: [
        "Failed to refresh tokens. Restarting login flow",
        "TOKEN_REFRESH_FAILURE",
        r#"Failed to refresh tokens. Restarting login flow. Error: [TOKEN_REFRESH_FAILURE] Error refreshing token, caused by: oauth2: "invalid_grant""#,
        r#"Error refreshing token, caused by: oauth2: "invalid_grant""#,
        "Failed to refresh tokens. Restarting login flow. Error: [TOKEN_REFRESH_FAILURE]",
        "Error refreshing token oauth2: token expired and refresh token is not set",
        "Error refreshing token",
        r#"Error refreshing token oauth2: "invalid_grant""#,
    ],
}
