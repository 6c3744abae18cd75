//! A client sends an authorization header without a token.

use super::declare_symptom;

declare_symptom! {
    name: "token-blank",
    role: Root,
    patterns: [
        "Bearer token is blank",
        "IDToken token is blank",
        "token is blank",
        "Found Bearer scheme but token was blank",
    ],
}
