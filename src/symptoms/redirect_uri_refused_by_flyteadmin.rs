//! flyteadmin, as the authorization server, refuses flytectl's redirect URI.

use super::declare_symptom;

declare_symptom! {
    name: "redirect-uri-refused-by-flyteadmin",
    role: Root,
    patterns: [
        "does not match any of the OAuth 2.0 Client's pre-registered redirect urls",
        "Redirect URL is using an insecure protocol",
    ],
}
