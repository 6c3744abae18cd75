//! A certificate is for another host name than the one that is called.

use super::declare_symptom;

declare_symptom! {
    name: "certificate-of-another-name",
    role: Root,
    needs_auth: false,
    patterns: [
        "x509: certificate is valid for <names>, not <name>",
        "x509: cannot validate certificate for",
        "Hostname mismatch, certificate is not valid for",
        "Peer name <name> is not in peer certificate",
    ],
}
