//! flyteadmin does not start: the hash of a client secret is not base64.

use super::declare_symptom;

declare_symptom! {
    name: "client-secret-hash-not-base64",
    role: Root,
    needs_auth: false,
    patterns: [
        "staticClients[<client>].client_secret' illegal base64 data at input byte <position>",
        "illegal base64 data at input byte",
    ],
}
