//! A client makes its first call without a token and then logs in.

use super::declare_symptom;

declare_symptom! {
    name: "first-call-without-token",
    role: Harmless,
    patterns: [
        "we will attempt to establish an authenticated context",
        "Request failed due to [<error>]. If it's an unauthenticated error, we will attempt to establish an \
            authenticated context",
        "Attempting to establish an authenticated connection and trying again",
        "No authorization header provided",
        "refreshing credentials and retrying",
        "Request failed due to [rpc error: code = Unauthenticated desc = token parse error [JWT_VERIFICATION_FAILED] \
            Could not retrieve id token from metadata, caused by: rpc error: code = Unauthenticated desc = Request \
                unauthenticated with IDToken]. If it's an unauthenticated error, we will attempt",
        r#"details = "No authorization header provided""#,
    ],
}
