//! Something with its own login is between the client and flyteadmin.

use super::declare_symptom;

declare_symptom! {
    name: "login-page-before-grpc",
    role: Root,
    needs_auth: false,
    patterns: [
        "unexpected HTTP status code received from server: 302",
        "unexpected HTTP status code received from server: 303",
        "unexpected HTTP status code received from server: 307",
        "unexpected HTTP status code received from server: 308",
        "unexpected HTTP status code received from server: 401",
        "unexpected HTTP status code received from server: 403",
        "Invalid IAP credentials",
        "x-goog-iap-generated-response",
    ],
}
