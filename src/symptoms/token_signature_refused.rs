//! flyteadmin refuses an access token: another server signed it, or the keys changed.

use super::declare_symptom;

declare_symptom! {
    name: "token-signature-refused",
    role: Root,
    patterns: [
        "failed to verify id token signature",
        "crypto/rsa: verification error",
        "token signature is invalid",
        "failed to parse token for audience '<audience>'. Error: crypto/rsa: verification error",
        "no keys exist to match",
        "failed to verify signature:",
    ],
}
