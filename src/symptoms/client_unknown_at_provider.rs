//! The identity provider does not know the client ID.

use super::declare_symptom;

declare_symptom! {
    name: "client-unknown-at-provider",
    role: Root,
    patterns: [
        "The OAuth client was not found",
        "AADSTS700016",
        "Client not found.",
        "client is invalid",
        "Invalid value for 'client_id' parameter",
        "Unknown client:",
        "AADSTS90013: Invalid input",
        "The client specified is not valid",
    ],
}
