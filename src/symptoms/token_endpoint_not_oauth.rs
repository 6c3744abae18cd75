//! The token endpoint answers, but not like an authorization server.

use super::declare_symptom;

declare_symptom! {
    name: "token-endpoint-not-oauth",
    role: Root,
    patterns: [
        "oauth2: cannot fetch token: 302",
        "oauth2: cannot fetch token: 303",
        "oauth2: cannot fetch token: 307",
        "oauth2: cannot fetch token: 400",
        "oauth2: cannot fetch token: 403",
        "oauth2: cannot fetch token: 404",
        "oauth2: cannot fetch token: 405",
        "oauth2: cannot fetch token: 5",
        "oauth2: cannot parse json",
        "oauth2: cannot parse response",
        "oauth2: server response missing access_token",
        r#"Expected "access_token" in response from oauth server"#,
        "Wrote JSONWebKeys response size",
    ],
}
