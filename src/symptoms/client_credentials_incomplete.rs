//! pyflyte lacks the client ID or the client secret.

use super::declare_symptom;

declare_symptom! {
    name: "client-credentials-incomplete",
    role: Root,
    patterns: [
        "Client ID and Client SECRET both are required",
        "both client_id and client_credentials_secret are required",
    ],
}
