//! flyteadmin answers `/callback` with 401: the login's cookie is missing or belongs to another login.

use super::declare_symptom;

declare_symptom! {
    name: "callback-unauthorized",
    role: Clue,
    patterns: [
        "401 GET <address>/callback?",
        "Invalid CSRF token cookie",
    ],
}
