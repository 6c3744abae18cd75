//! A device login waits for the user.

use super::declare_symptom;

declare_symptom! {
    name: "device-login-pending",
    role: Harmless,
    patterns: [
        "Token not yet available, try again in some time",
        "going to poll again due to error",
        "authorization_pending",
    ],
}
