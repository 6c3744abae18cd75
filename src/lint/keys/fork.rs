//! Forks of Flyte, whose processes read more keys than Flyte's.

use crate::values::Value;

/// Returns whether the values use images of Union's fork (the chart `controlplane` of `unionai/helm-charts` depends on
/// flyte-core and replaces its images).
pub(in crate::lint) fn has_images_of_a_fork(values: &Value) -> bool {
    names_one("", values)
}

fn names_one(key: &str, value: &Value) -> bool {
    match value.as_str() {
        Some(text) => {
            key.to_ascii_lowercase().contains("repository") && (text.contains("unionai") || text.contains("union.ai"))
        }
        None => value.as_map().into_iter().flatten().any(|(key, entry)| names_one(key, &entry.value)),
    }
}
