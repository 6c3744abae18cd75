//! flyteadmin cannot reach the identity provider.

use super::declare_symptom;

declare_symptom! {
    name: "provider-unreachable",
    role: Root,
    patterns: [
        "/.well-known/<document>: dial tcp <address>: connect: connection refused",
        "/.well-known/<document>: dial tcp <address>: i/o timeout",
        "/.well-known/<document>: dial tcp: lookup <host>: i/o timeout",
        "/.well-known/<document>: dial tcp <address>: connect: no route to host",
        "/.well-known/<document>: dial tcp <address>: connect: network is unreachable",
        "/.well-known/<document>: context deadline exceeded",
        "/.well-known/<document>: net/http: request canceled",
        "/.well-known/<document>: net/http: TLS handshake timeout",
        "/.well-known/<document>: EOF",
        "/.well-known/<document>: read tcp <address>: connection reset by peer",
        "/.well-known/<document>: proxyconnect tcp",
        "/.well-known/<document>: http: server gave HTTP response to HTTPS client",
        "/.well-known/<document>: dial tcp <address>: connect: connection timed out",
    ],
}
