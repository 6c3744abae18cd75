//! pyflyte does not know the `authType`.

use super::declare_symptom;

declare_symptom! {
    name: "auth-plugin-missing",
    role: Root,
    patterns: [
        "Unknown authentication type '<type>'",
        "Invalid auth mode [",
    ],
}
