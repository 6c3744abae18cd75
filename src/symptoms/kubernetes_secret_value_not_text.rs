//! Kubernetes refuses a Secret of the chart: a value in it is not text.

use super::declare_symptom;

declare_symptom! {
    name: "kubernetes-secret-value-not-text",
    role: Root,
    needs_auth: false,
    patterns: [
        "Secret.stringData of type string",
        "Secret.data of type",
        r#"Secret in version "v1" cannot be handled as a Secret"#,
        "json: cannot unmarshal number into Go struct field Secret",
        "json: cannot unmarshal bool into Go struct field Secret",
    ],
}
