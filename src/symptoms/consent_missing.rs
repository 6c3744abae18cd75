//! Entra ID has no consent for the scopes that a client requests.

use super::declare_symptom;

declare_symptom! {
    name: "consent-missing",
    role: Root,
    patterns: [
        "AADSTS65001",
        "AADSTS90094",
        "consent_required",
        "AADSTS650056",
        "AADSTS65005",
    ],
}
