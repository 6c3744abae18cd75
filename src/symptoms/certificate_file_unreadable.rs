//! A certificate or CA file cannot be read.

use super::declare_symptom;

declare_symptom! {
    name: "certificate-file-unreadable",
    role: Root,
    needs_auth: false,
    patterns: [
        "failed to load X509 key pair",
        "failed to read server cert file",
        "failed to parse root certificate file",
        "unable to read from <file> file due to",
    ],
}
