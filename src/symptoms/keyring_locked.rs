//! The keyring of the system is locked.

use super::declare_symptom;

declare_symptom! {
    name: "keyring-locked",
    role: Root,
    patterns: [
        "Failed to create the collection: Prompt dismissed",
        "KeyringLocked",
        "Failed to unlock the collection",
    ],
}
