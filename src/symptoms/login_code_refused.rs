//! The identity provider refuses the login's code.

use super::declare_symptom;

declare_symptom! {
    name: "login-code-refused",
    role: Root,
    patterns: [
        r#"Error when exchanging code oauth2: "invalid_grant""#,
    ],
}
