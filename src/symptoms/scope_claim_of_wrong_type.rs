//! flyteadmin refuses an access token: its claim `scp` is neither a list nor a string.

use super::declare_symptom;

declare_symptom! {
    name: "scope-claim-of-wrong-type",
    role: Root,
    patterns: [
        "failed getting scope claims due to unknown type",
    ],
}
