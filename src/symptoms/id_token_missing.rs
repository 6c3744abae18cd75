//! The login fails: the identity provider returns no ID token.

use super::declare_symptom;

declare_symptom! {
    name: "id-token-missing",
    role: Root,
    patterns: [
        "Response does not contain an id_token",
        "NO_ID_TOKEN_IN_RESPONSE",
    ],
}
