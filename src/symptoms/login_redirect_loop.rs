//! The browser is redirected in a loop.

use super::declare_symptom;

declare_symptom! {
    name: "login-redirect-loop",
    role: Root,
    needs_auth: false,
    patterns: [
        "ERR_TOO_MANY_REDIRECTS",
        "redirected you too many times",
        "The page isn't redirecting properly",
    ],
}
