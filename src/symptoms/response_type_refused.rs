//! The authorization server refuses the response type `code`.

use super::declare_symptom;

declare_symptom! {
    name: "response-type-refused",
    role: Root,
    patterns: [
        "unsupported_response_type",
        "The client is not allowed to request response_type",
    ],
}
