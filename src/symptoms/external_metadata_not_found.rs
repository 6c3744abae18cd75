//! The external authorization server has no metadata document where flyteadmin looks for it.

use super::declare_symptom;

declare_symptom! {
    name: "external-metadata-not-found",
    role: Root,
    patterns: [
        "panic: 404 Not Found",
        "Error creating resource server 404 Not Found",
        "Failed to get oauth metadata, going to retry. StatusCode: 404",
        "failed to get oauth metadata with status code 404",
    ],
}
