//! A URL in the configuration has no scheme or an unknown one.

use super::declare_symptom;

declare_symptom! {
    name: "url-scheme-unsupported",
    role: Root,
    needs_auth: false,
    patterns: [
        "unsupported protocol scheme",
    ],
}
