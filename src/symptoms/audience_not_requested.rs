//! Auth0 refuses a client: the request has no audience.

use super::declare_symptom;

declare_symptom! {
    name: "audience-not-requested",
    role: Root,
    patterns: [
        "No audience parameter was provided, and no default audience has been configured",
        r#"oauth2: "access_denied" "No audience parameter was provided, and no default audience has been configured"#,
        "Unable to issue a token: no audience",
    ],
}
