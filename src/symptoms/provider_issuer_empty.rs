//! flyteadmin does not start: `openId.baseUrl` is empty.

use super::declare_symptom;

declare_symptom! {
    name: "provider-issuer-empty",
    role: Root,
    patterns: [
        "Error creating oidc provider w/ issuer []",
        r#"Get "/.well-known/openid-configuration": unsupported protocol scheme"#,
    ],
}
