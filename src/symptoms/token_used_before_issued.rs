//! A token was issued in the future: the clocks of the provider and the node differ.

use super::declare_symptom;

declare_symptom! {
    name: "token-used-before-issued",
    role: Root,
    patterns: [
        "token used before issued",
        "token is not valid yet",
        "before the nbf (not before) time",
    ],
}
