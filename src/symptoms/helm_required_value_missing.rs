//! `helm upgrade` fails: flyte-binary needs a value that is missing.

use super::declare_symptom;

declare_symptom! {
    name: "helm-required-value-missing",
    role: Root,
    needs_auth: false,
    patterns: [
        "required when authentication is enabled",
        "execution error at (<template>): <value> required when authentication is enabled",
    ],
}
