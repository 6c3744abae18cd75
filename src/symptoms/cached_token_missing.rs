//! A client has no cached token and requests one; no later line shows the result.

use super::declare_symptom;

declare_symptom! {
    name: "cached-token-missing",
    role: Consequence,
    patterns: [
        "failed to get token from cache: no token",
        "failed to get token from cache",
        "Failed fetching from cache. Will restart the flow",
        "cannot find token in cache",
    ],
}
