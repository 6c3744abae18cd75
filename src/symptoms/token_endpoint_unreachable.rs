//! A client cannot reach the token endpoint.

use super::declare_symptom;

declare_symptom! {
    name: "token-endpoint-unreachable",
    role: Root,
    patterns: [
        r#"/token": dial tcp: lookup <host>: no such host"#,
        r#"/token": dial tcp <address>: connect: connection refused"#,
        r#"/token": dial tcp <address>: i/o timeout"#,
        r#"/token": dial tcp: lookup <host>: i/o timeout"#,
        r#"/token": context deadline exceeded"#,
        r#"/token": net/http: request canceled"#,
        r#"/token": net/http: TLS handshake timeout"#,
        r#"/token": EOF"#,
        r#"/token": read tcp"#,
        r#"/token": http: server gave HTTP response to HTTPS client"#,
        r#"/token": dial tcp <address>: connect: no route to host"#,
        r#"/token": dial tcp <address>: connect: connection timed out"#,
        r#"/token": dial tcp: lookup <host>: server misbehaving"#,
        r#"/token": http: no Host in request URL"#,
        r#"/token": tls: first record does not look like a TLS handshake"#,
        r#"/token": remote error: tls"#,
    ],
}
