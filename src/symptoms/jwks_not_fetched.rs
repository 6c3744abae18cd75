//! flyteadmin cannot fetch the signing keys of the authorization server.

use super::declare_symptom;

declare_symptom! {
    name: "jwks-not-fetched",
    role: Root,
    patterns: [
        "fetching keys oidc: get keys failed",
        "oidc: get keys failed",
        "oidc: failed to decode keys",
        "fetching keys <reason> access token err",
        "fetching keys oidc: failed to decode keys",
    ],
}
