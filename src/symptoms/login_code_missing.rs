//! The identity provider sent the browser back to `/callback` without a code: it refused the login.

use super::declare_symptom;

declare_symptom! {
    name: "login-code-missing",
    role: Clue,
    patterns: [
        r#"Error when exchanging code oauth2: "invalid_request" "missing required parameter 'code'""#,
        "missing required parameter 'code'",
    ],
}
