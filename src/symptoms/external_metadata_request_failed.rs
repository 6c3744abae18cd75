//! flyteadmin's request for the metadata of the external authorization server fails.

use super::declare_symptom;

declare_symptom! {
    name: "external-metadata-request-failed",
    role: Clue,
    patterns: [
        "Failed to send oauth metadata HTTP request. Err: <error>",
        "Failed to send oauth metadata HTTP request",
    ],
}
