//! The identity provider refuses flyteadmin's request for user info.

use super::declare_symptom;

declare_symptom! {
    name: "user-info-refused",
    role: Root,
    patterns: [
        "Failed to query user info. Error:",
        "failed to query user info. Error:",
        "Error getting user info from IDP",
        "Failed to query user info. Restarting login flow",
        "error getting user info from IDP",
        "user info endpoint is not supported by this provider",
    ],
}
