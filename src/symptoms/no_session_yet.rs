//! A browser without a session is redirected to the login.

use super::declare_symptom;

declare_symptom! {
    name: "no-session-yet",
    role: Harmless,
    needs_auth: false,
    patterns: [
        "Failed to retrieve tokens from request, redirecting to login handler",
        "Failure to retrieve cookie [",
        "Could not detect existing cookie [",
        "Retrieved empty cookie [",
        "Failed to retrieve tokens from request, redirecting to login handler. Error: [EMPTY_OAUTH_TOKEN] Failure to \
            retrieve cookie [<cookie>], caused by: http: named cookie not present",
        "Could not find access token cookie while requesting",
        "Failed to retrieve user info cookie",
        "Failed to retrieve user info cookie from request. Error:",
        "Could not detect end-of-flow redirect url cookie",
    ],
}
