//! flyteadmin does not start: `authServerType` or `sameSitePolicy` has an unknown value.

use super::declare_symptom;

declare_symptom! {
    name: "config-enum-unknown",
    role: Root,
    needs_auth: false,
    patterns: [
        "does not belong to AuthorizationServerType values",
        "does not belong to SameSite values",
        "cannot parse value as 'config.AuthorizationServerType'",
        "cannot parse value as 'config.SameSite'",
        "AuthorizationServerType should be a string",
        "SameSite should be a string",
    ],
}
