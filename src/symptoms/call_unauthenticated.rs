//! A call to flyteadmin fails; this line does not name the reason.

use super::declare_symptom;

declare_symptom! {
    name: "call-unauthenticated",
    role: Generic,
    patterns: [
        "code = Unauthenticated",
        "StatusCode.UNAUTHENTICATED",
        "USER:AuthenticationError",
        "FlyteAuthenticationException",
        "Authentication failed!",
        "Authentication attempt failed:",
        "Flyte cluster is currently unavailable",
        "code = Unavailable desc = connection error",
    ],
}
