//! `admin.endpoint` is not a target that gRPC can dial.

use super::declare_symptom;

declare_symptom! {
    name: "endpoint-not-a-grpc-target",
    role: Root,
    needs_auth: false,
    patterns: [
        "missing port in address",
        "too many colons in address",
        "dial tcp: address <endpoint>: missing port in address",
        "dial tcp: address <endpoint>: too many colons in address",
        "dns resolver: missing address",
        "dns resolver: missing port after port-separator colon",
        "name resolver error: produced zero addresses",
        "the target uri is not valid",
    ],
}
