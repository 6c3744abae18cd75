//! A session in the browser has no refresh token.

use super::declare_symptom;

declare_symptom! {
    name: "no-refresh-token-in-cookie",
    role: Harmless,
    patterns: [
        "Refresh token doesn't exist or failed to read it. Ignoring this error",
        "Refresh token doesn't exist or failed to read it. Ignoring this error. Error: [EMPTY_OAUTH_TOKEN] Failure to \
            retrieve cookie [flyte_rt]",
    ],
}
