//! flyteadmin refuses an ID token: it is for another client or from another provider.

use super::declare_symptom;

declare_symptom! {
    name: "id-token-of-another-client",
    role: Root,
    patterns: [
        "oidc: expected audience <expected> got",
        "oidc: id token issued by a different provider",
        "expected audience <client> got [",
    ],
}
