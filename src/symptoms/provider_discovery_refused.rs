//! flyteadmin does not start: the server at `openId.baseUrl` refuses the discovery document.

use super::declare_symptom;

declare_symptom! {
    name: "provider-discovery-refused",
    role: Root,
    patterns: [
        "Error creating oidc provider w/ issuer [<issuer>], caused by: 400 Bad Request",
        "Error creating oidc provider w/ issuer [<issuer>], caused by: 401 Unauthorized",
        "Error creating oidc provider w/ issuer [<issuer>], caused by: 403 Forbidden",
        "Error creating oidc provider w/ issuer [<issuer>], caused by: 500 Internal Server Error",
        "Error creating oidc provider w/ issuer [<issuer>], caused by: 502 Bad Gateway",
        "Error creating oidc provider w/ issuer [<issuer>], caused by: 503 Service Unavailable",
        "Error creating oidc provider w/ issuer [<issuer>], caused by: 504 Gateway",
    ],
}
