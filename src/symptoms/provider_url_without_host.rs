//! A URL of the identity provider has no host name.

use super::declare_symptom;

declare_symptom! {
    name: "provider-url-without-host",
    role: Root,
    patterns: [
        "http: no Host in request URL",
    ],
}
