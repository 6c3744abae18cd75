//! flyteadmin does not find the secret of its OIDC client.

use super::declare_symptom;

declare_symptom! {
    name: "oidc-client-secret-not-found",
    role: Root,
    patterns: [
        "secrets not found - file [<file>], Env [<variable>]",
        "secrets not found - Env [<variable>], file [<file>]",
        "Error creating OAuth2 library configuration, caused by: open <file>: no such file or directory",
        "Error creating OAuth2 library configuration, caused by: open <file>client_secret: no such file or directory",
    ],
}
