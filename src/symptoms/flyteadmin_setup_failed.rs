//! flyteadmin exits because it cannot set up authentication.

use super::declare_symptom;

declare_symptom! {
    name: "flyteadmin-setup-failed",
    role: Consequence,
    patterns: [
        "Error creating authorization server",
        "Error creating resource server",
        "Error creating auth context",
        "AUTH_CONTEXT_SETUP_FAILED",
        "failed to create a newGRPCServer. Error:",
        "Error parsing metadata URL",
        "Error parsing oauth2 metadata URL",
        "Error parsing oidc metadata URL",
        "Error creating OAuth2 library configuration",
        "Failed to create GRPC Server, Err:",
    ],
}
