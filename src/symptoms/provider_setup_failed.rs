//! flyteadmin does not start: it cannot set up the identity provider at `openId.baseUrl`.

use super::declare_symptom;

declare_symptom! {
    name: "provider-setup-failed",
    role: Clue,
    patterns: [
        "Error creating oidc provider w/ issuer [<issuer>]",
    ],
}
