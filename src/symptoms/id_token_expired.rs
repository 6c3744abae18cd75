//! The ID token of a session in the browser is expired or not valid.

use super::declare_symptom;

declare_symptom! {
    name: "id-token-expired",
    role: Root,
    patterns: [
        "jwt parse with claims failed",
        "[JWT_EXPIRED] token is expired",
        "jwt parse with claims failed, caused by: [JWT_EXPIRED] token is expired",
        "jwt parse with claims failed, caused by: token is expired by",
        "jwt parse with claims failed, caused by: Token is expired",
        "jwt parse with claims failed, caused by: oidc: token is expired",
        "Failed to validate tokens. Restarting login flow",
    ],
}
