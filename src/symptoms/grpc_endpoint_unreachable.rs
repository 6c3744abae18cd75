//! A client cannot reach flyteadmin.

use super::declare_symptom;

declare_symptom! {
    name: "grpc-endpoint-unreachable",
    role: Clue,
    needs_auth: false,
    patterns: [
        "transport: Error while dialing: dial tcp <reason>: no such host",
        "transport: Error while dialing: dial tcp <reason>: connection refused",
        "transport: Error while dialing: dial tcp <reason>: i/o timeout",
        "transport: Error while dialing",
        "name resolver error:",
        "DNS resolution failed for",
        "failed to connect to all addresses",
        "name resolver error: dns: A record lookup error",
        "dns: A record lookup error",
        "code = DeadlineExceeded desc =",
    ],
}
