//! flyteadmin does not start: there is no discovery document below `openId.baseUrl`.

use super::declare_symptom;

declare_symptom! {
    name: "provider-discovery-not-found",
    role: Root,
    patterns: [
        "Error creating oidc provider w/ issuer [<issuer>], caused by: 404 Not Found",
    ],
}
