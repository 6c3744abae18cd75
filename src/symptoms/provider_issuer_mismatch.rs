//! flyteadmin does not start: `openId.baseUrl` is not the issuer that the provider names.

use super::declare_symptom;

declare_symptom! {
    name: "provider-issuer-mismatch",
    role: Root,
    patterns: [
        "oidc: issuer did not match the issuer returned by provider, expected <expected> got <returned>",
    ],
}
