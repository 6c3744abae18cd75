//! The host name of the identity provider cannot be resolved.

use super::declare_symptom;

declare_symptom! {
    name: "provider-host-unknown",
    role: Root,
    patterns: [
        "/.well-known/<document>: dial tcp: lookup <host>: no such host",
    ],
}
