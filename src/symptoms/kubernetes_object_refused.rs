//! Kubernetes refuses an object of the release: a name or a host in it is not valid.

use super::declare_symptom;

declare_symptom! {
    name: "kubernetes-object-refused",
    role: Root,
    needs_auth: false,
    patterns: [
        "a lowercase RFC 1123 subdomain must consist of",
        "a lowercase RFC 1123 label must consist of",
        "is invalid: spec.rules[<rule>].host",
        "volumeMounts[<index>].name: Not found",
        "volumeMounts[<index>].mountPath: Invalid value: <path>: must be unique",
        "is invalid: spec.template.spec",
        "strict decoding error: unknown field",
        "error validating data: ValidationError",
    ],
}
