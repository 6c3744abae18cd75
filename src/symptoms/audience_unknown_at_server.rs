//! The authorization server does not know the audience that a client requests.

use super::declare_symptom;

declare_symptom! {
    name: "audience-unknown-at-server",
    role: Root,
    patterns: [
        "Service not found:",
        "has not been whitelisted by the OAuth 2.0 Client",
        "resource indicator is missing, or unknown",
        "AADSTS500011",
        "invalid_target",
        "AADSTS50001:",
    ],
}
