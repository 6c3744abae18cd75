//! The console calls the wrong port: this is not an authentication error.

use super::declare_symptom;

declare_symptom! {
    name: "http-at-grpc-port",
    role: Root,
    needs_auth: false,
    patterns: [
        "invalid wire type <type> at offset",
        "Failed to fetch data",
    ],
}
