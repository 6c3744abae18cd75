//! flyteadmin's init container cannot generate or store its keys.

use super::declare_symptom;

declare_symptom! {
    name: "flyteadmin-keys-not-generated",
    role: Root,
    patterns: [
        "failed to issue token hash key",
        "failed to issue token signing key",
        "failed to issue cookie hash key",
        "failed to issue cookie block key",
        "failed to write data to key.pem",
        "failed to open key.pem for writing",
        "Error building kubernetes clientset",
        "Error building k8s secret's data field",
        "expected exactly 1 valid target cluster",
        "secrets is forbidden: User <user> cannot",
    ],
}
