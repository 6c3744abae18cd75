//! flyteadmin accepts an access token, but the token lacks the scope `all`.

use super::declare_symptom;

declare_symptom! {
    name: "scope-all-missing",
    role: Root,
    patterns: [
        "authenticated user doesn't have required scope",
    ],
}
