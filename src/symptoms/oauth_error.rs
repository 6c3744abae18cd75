//! The authorization server refuses a request.

use super::declare_symptom;

declare_symptom! {
    name: "oauth-error",
    role: Clue,
    patterns: [
        r#"oauth2: "invalid_grant""#,
        r#""error":"invalid_grant""#,
        r#"oauth2: "invalid_request""#,
        r#""error":"invalid_request""#,
        r#"oauth2: "access_denied""#,
        r#""error":"access_denied""#,
        r#"oauth2: "server_error""#,
        r#""error":"server_error""#,
        r#"oauth2: "temporarily_unavailable""#,
        "oauth2:",
        "NewAccessRequest: invalid_grant",
        "NewAccessRequest: invalid_request",
        "NewAuthorizeRequest: invalid_request",
        "Error occurred in NewAccessRequest:",
        "Error occurred in NewAuthorizeRequest:",
        "Error occurred in NewAccessResponse:",
    ],
}
