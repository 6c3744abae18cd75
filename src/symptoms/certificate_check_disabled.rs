//! flytectl warns that it does not verify certificates.

use super::declare_symptom;

declare_symptom! {
    name: "certificate-check-disabled",
    role: Harmless,
    needs_auth: false,
    patterns: [
        "using insecureSkipVerify. Server's certificate chain and host name won't be verified",
    ],
}
