//! flyteadmin refuses an access token: its audience is not accepted.

use super::declare_symptom;

declare_symptom! {
    name: "token-audience-refused",
    role: Root,
    patterns: [
        "invalid audience [<>], wanted [<accepted>]",
        "invalid audience [",
        "UTC 0001-01-01 00:00:00",
        "wanted [map[<accepted>]]",
    ],
}
