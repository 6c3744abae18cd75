//! `authType` of a client has an unknown value.

use super::declare_symptom;

declare_symptom! {
    name: "auth-type-unknown",
    role: Root,
    patterns: [
        "does not belong to AuthType values",
        "cannot parse value as 'admin.AuthType'",
        "AuthType should be a string",
    ],
}
