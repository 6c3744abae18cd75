//! A web page answers a gRPC call.

use super::declare_symptom;

declare_symptom! {
    name: "html-in-place-of-grpc",
    role: Clue,
    needs_auth: false,
    patterns: [
        "received unexpected content-type",
    ],
}
