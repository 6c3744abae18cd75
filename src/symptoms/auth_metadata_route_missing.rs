//! The Ingress has no gRPC route for the service that shows clients how to log in.

use super::declare_symptom;

declare_symptom! {
    name: "auth-metadata-route-missing",
    role: Root,
    patterns: [
        "unexpected HTTP status code received from server: 404",
        "unexpected HTTP status code received from server: 404 (Not Found); transport: received unexpected \
            content-type",
    ],
}
