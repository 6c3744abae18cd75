//! flyteadmin cannot exchange the login's code for tokens at the identity provider.

use super::declare_symptom;

declare_symptom! {
    name: "code-exchange-failed",
    role: Clue,
    patterns: [
        "Error when exchanging code",
    ],
}
