//! The Ingress or load balancer does not forward gRPC to flyteadmin.

use super::declare_symptom;

declare_symptom! {
    name: "grpc-not-passed-on",
    role: Root,
    needs_auth: false,
    patterns: [
        "unexpected HTTP status code received from server: 400",
        "unexpected HTTP status code received from server: 405",
        "unexpected HTTP status code received from server: 415",
        "unexpected HTTP status code received from server: 464",
        "unexpected HTTP status code received from server: 500",
        "unexpected HTTP status code received from server: 502",
        "unexpected HTTP status code received from server: 503",
        "unexpected HTTP status code received from server: 504",
        "unexpected HTTP status code received from server: 200",
        "malformed header: missing HTTP content-type",
        "Stream removed",
        "Error parsing metadata: error=invalid value key=content-type value=text/html",
        "error=invalid value key=content-type",
    ],
}
