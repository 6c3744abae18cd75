//! The authorization server sends the login back with an error.

use super::declare_symptom;

declare_symptom! {
    name: "callback-error-from-provider",
    role: Clue,
    patterns: [
        "error on callback during authorization due to",
        "/callback?error=<error>&",
        "callback?error=",
    ],
}
