//! flyteadmin does not find the secret of its OIDC client.

use super::declare_symptom;

declare_symptom! {
    name: "oidc-client-secret-not-found",
    standing: Root,
    patterns: [
        "secrets not found - file [<file>], Env [<variable>]",
        "secrets not found - Env [<variable>], file [<file>]",
    ],
}
