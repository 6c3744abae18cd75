//! `helm upgrade` fails: a template of the chart cannot use these values.

use super::declare_symptom;

declare_symptom! {
    name: "helm-template-fails",
    role: Root,
    needs_auth: false,
    patterns: [
        "nil pointer evaluating",
        "Error: template: <template>: executing",
        "execution error at (",
        "error calling include: template:",
        "UPGRADE FAILED: template:",
        "INSTALLATION FAILED: template:",
    ],
}
