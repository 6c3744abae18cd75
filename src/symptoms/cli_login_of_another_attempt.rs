//! flytectl or pyflyte got the response of another login.

use super::declare_symptom;

declare_symptom! {
    name: "cli-login-of-another-attempt",
    role: Root,
    patterns: [
        "possibly a csrf attack",
        "could not find the authorize code",
        "Unexpected state parameter [",
    ],
}
