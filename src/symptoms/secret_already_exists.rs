//! The init container finds the Secret with its keys.

use super::declare_symptom;

declare_symptom! {
    name: "secret-already-exists",
    role: Harmless,
    patterns: [
        "A secret already exists with the same name. Attempting to update it",
        "Another instance of flyteadmin has updated the same secret",
    ],
}
