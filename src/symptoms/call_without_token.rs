//! A call has no token that flyteadmin reads, or the reason is in flyteadmin's own log.

use super::declare_symptom;

declare_symptom! {
    name: "call-without-token",
    role: Consequence,
    patterns: [
        "Could not retrieve bearer token from metadata",
        "Could not retrieve id token from metadata",
        "Request unauthenticated with Bearer",
        "Request unauthenticated with IDToken",
        "token parse error",
        "Could not retrieve bearer token from metadata, caused by: rpc error: code = Unauthenticated desc = Request \
            unauthenticated with Bearer",
        "Could not retrieve id token from metadata, caused by: rpc error: code = Unauthenticated desc = Request \
            unauthenticated with IDToken",
        "token parse error [JWT_VERIFICATION_FAILED] Could not retrieve id token from metadata, caused by: rpc error: \
            code = Unauthenticated desc = Request unauthenticated with IDToken",
        "unauthenticated request. IDToken Len [",
        "unauthenticated request. Error:",
        "id token err: access token err:",
        "failed to parse token:",
        "failed to validate token:",
        "request is unauthenticated, try /login in again",
        "parsed token is invalid",
        "failed to verify claims for audience",
        "failed to parse token for audience '<audience>'. Error:",
    ],
}
