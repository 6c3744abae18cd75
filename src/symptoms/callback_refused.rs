//! flyteadmin answers `/callback` with 403: it cannot exchange the login's code.

use super::declare_symptom;

declare_symptom! {
    name: "callback-refused",
    role: Clue,
    patterns: [
        "403 GET <address>/callback?",
    ],
}
