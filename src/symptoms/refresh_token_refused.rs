//! A client cannot refresh its token and logs in again.

use super::declare_symptom;

declare_symptom! {
    name: "refresh-token-refused",
    role: Clue,
    patterns: [
        "failed to refresh the token due to",
        r#"failed to refresh the token due to oauth2: "invalid_grant""#,
        "failed to refresh token using cached token",
        "refreshed token is invalid",
        "Refresh token expired at",
        "Non-200 returned from refresh token endpoint",
        "Failed to refresh token. Kicking off a full authorization flow",
        "AADSTS90009",
        "no refresh token available with which to refresh authorization credentials",
        "oauth2: token expired and refresh token is not set",
        "The OAuth 2.0 Client ID from this request does not match the ID during the initial token issuance",
    ],
}
