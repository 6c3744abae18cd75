//! The identity provider denies the login.

use super::declare_symptom;

declare_symptom! {
    name: "login-denied-by-provider",
    role: Root,
    patterns: [
        "error on callback during authorization due to access_denied",
        "/callback?error=access_denied",
        "AADSTS50105",
        "AADSTS50020",
        "User is not assigned to the client application",
        "can only be used within its organization",
        "Access blocked: Authorization Error",
    ],
}
