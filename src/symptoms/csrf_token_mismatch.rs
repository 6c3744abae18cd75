//! flyteadmin answers `/callback` with 401: the answer belongs to another login.

use super::declare_symptom;

declare_symptom! {
    name: "csrf-token-mismatch",
    role: Root,
    patterns: [
        "CSRF token does not match state",
    ],
}
