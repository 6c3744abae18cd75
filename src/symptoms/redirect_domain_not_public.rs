//! Google accepts no redirect URI with a private host name.

use super::declare_symptom;

declare_symptom! {
    name: "redirect-domain-not-public",
    role: Root,
    patterns: [
        "must end with a public top-level domain",
        "must end with a public top-level domain (such as .com or .org)",
        "device_id and device_name are required for private IP",
    ],
}
