//! The token endpoint refuses pyflyte's request.

use super::declare_symptom;

declare_symptom! {
    name: "token-request-refused",
    role: Clue,
    patterns: [
        "Failed to request access token with response: [",
        "Status Code (<status>) received from IDP:",
    ],
}
