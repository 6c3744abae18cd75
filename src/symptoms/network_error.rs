//! A process cannot reach another host.

use super::declare_symptom;

declare_symptom! {
    name: "network-error",
    role: Generic,
    needs_auth: false,
    patterns: [
        "no such host",
        "i/o timeout",
        "connection refused",
        "context deadline exceeded",
        "Client.Timeout exceeded while awaiting headers",
        "TLS handshake timeout",
        "connection reset by peer",
        "no route to host",
        "network is unreachable",
        "Temporary failure in name resolution",
        "Name or service not known",
    ],
}
