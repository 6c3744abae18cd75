//! flyteadmin answers `/callback` with 401: the browser did not send the login's cookie.

use super::declare_symptom;

declare_symptom! {
    name: "csrf-cookie-missing",
    role: Root,
    patterns: [
        "Could not find csrf cookie",
        "Empty state in callback",
    ],
}
