//! A certificate has expired.

use super::declare_symptom;

declare_symptom! {
    name: "certificate-expired",
    role: Root,
    needs_auth: false,
    patterns: [
        "x509: certificate has expired or is not yet valid",
        "certificate verify failed: certificate has expired",
        "certificate has expired",
    ],
}
