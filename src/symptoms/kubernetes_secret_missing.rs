//! A pod waits for a Secret, or a key of a Secret, that does not exist.

use super::declare_symptom;

declare_symptom! {
    name: "kubernetes-secret-missing",
    role: Root,
    needs_auth: false,
    patterns: [
        "MountVolume.SetUp failed for volume <volume>: secret <secret> not found",
        "MountVolume.SetUp failed for volume <volume>: references non-existent secret key",
        "unmounted volumes=[",
        "couldn't find key <key> in Secret",
        "Error: secret <secret> not found",
        "references non-existent secret key: <key>",
        "Error: couldn't find key",
    ],
}
