//! flyteadmin refuses a token: its signing algorithm is not accepted.

use super::declare_symptom;

declare_symptom! {
    name: "token-algorithm-refused",
    role: Root,
    patterns: [
        "unexpected signing method:",
        "id token signed with unsupported algorithm",
        "oidc: unsupported signing algorithm",
    ],
}
