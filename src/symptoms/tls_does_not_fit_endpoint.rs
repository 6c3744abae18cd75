//! `insecure` does not match the endpoint: TLS on a plain-text port, or the reverse.

use super::declare_symptom;

declare_symptom! {
    name: "tls-does-not-fit-endpoint",
    role: Root,
    needs_auth: false,
    patterns: [
        "first record does not look like a TLS handshake",
        "http2: frame too large",
        "error reading server preface",
        "Trying to connect an http1.x server",
        "WRONG_VERSION_NUMBER",
        "wrong version number",
        "tls: first record does not look like a TLS handshake",
    ],
}
