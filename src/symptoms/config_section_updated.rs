//! A process has read its configuration.

use super::declare_symptom;

declare_symptom! {
    name: "config-section-updated",
    role: Harmless,
    needs_auth: false,
    patterns: [
        "updated. No update handler registered",
        "updated. Firing updated event",
    ],
}
