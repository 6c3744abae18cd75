//! flyteadmin refuses an access token: it is expired.

use super::declare_symptom;

declare_symptom! {
    name: "token-expired",
    role: Root,
    patterns: [
        "failed to validate token: token is expired",
        "token is expired",
        "failed to validate token: token is expired by <age>",
        "parsed token for audience '<audience>' is expired",
    ],
}
