//! flyteadmin refuses an access token: it is opaque, not a JWT.

use super::declare_symptom;

declare_symptom! {
    name: "token-not-a-jwt",
    role: Root,
    patterns: [
        "oidc: malformed jwt",
        "compact JWS format must have three parts",
        "oidc: malformed jwt: go-jose/go-jose: compact JWS format must have three parts",
        "token contains an invalid number of segments",
        "failed to parse token: token contains an invalid number of segments",
        "oidc: malformed jwt, expected 3 parts",
    ],
}
