//! flyteadmin does not start: a URL in its configuration does not parse.

use super::declare_symptom;

declare_symptom! {
    name: "config-url-invalid",
    role: Root,
    needs_auth: false,
    patterns: [
        "Url' expected a map or struct, got",
        "URL' expected a map or struct, got",
        "Uris[<index>]' expected a map or struct, got",
    ],
}
