//! flyteadmin finds no access token in a call and looks for an ID token.

use super::declare_symptom;

declare_symptom! {
    name: "id-token-in-place-of-access-token",
    role: Harmless,
    patterns: [
        "Failed to parse Access Token from context. Will attempt to find IDToken",
        "Failed to parse Access Token from context. Will attempt to find IDToken. Error: [JWT_VERIFICATION_FAILED] \
            Could not retrieve bearer token from metadata, caused by: rpc error: code = Unauthenticated desc = \
                Request unauthenticated with Bearer",
        "Failed to parse ID Token from context",
    ],
}
