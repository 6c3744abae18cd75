//! flyteadmin cannot store a session in the browser.

use super::declare_symptom;

declare_symptom! {
    name: "session-not-stored",
    role: Consequence,
    patterns: [
        "Error setting encrypted JWT cookie",
        "Error setting encrypted user info cookie",
        "Error storing access token",
        "Error generating encrypted",
        "Attempting to set cookies with nil token",
        "Failed to set token cookies. Restarting login flow",
        "Failed to set user info cookie. Restarting login flow",
        "failed to marshal user info to store in a cookie",
    ],
}
