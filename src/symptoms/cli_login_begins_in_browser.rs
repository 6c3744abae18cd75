//! A CLI login arrives in a browser without a session and is redirected to the login.

use super::declare_symptom;

declare_symptom! {
    name: "cli-login-begins-in-browser",
    role: Harmless,
    patterns: [
        "Failed to acquire user identity from request",
        "Failed to acquire user identity from request: unauthenticated request. IDToken Len [<length>], Error:",
    ],
}
