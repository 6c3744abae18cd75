//! Helm cannot read a values file, or what a template makes of the values, as YAML.

use super::declare_symptom;

declare_symptom! {
    name: "helm-values-not-yaml",
    role: Root,
    needs_auth: false,
    patterns: [
        "error converting YAML to JSON: yaml:",
        "cannot unmarshal array into Go value of type map[string]interface {}",
        "cannot unmarshal string into Go value of type map[string]interface {}",
        "cannot unmarshal number into Go value of type map[string]interface {}",
        "YAML parse error on",
        "did not find expected key",
        "mapping values are not allowed in this context",
        "found character that cannot start any token",
        "did not find expected '-' indicator",
    ],
}
