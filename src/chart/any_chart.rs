//! Keys that do not show whose values they are in, because the charts of many programs have them.

use crate::values::Value;

/// Keys of flyte-binary at the top that the charts of most programs have.
pub(super) const KEYS: &[&str] = &[
    "commonAnnotations",
    "commonLabels",
    "deployment",
    "fullnameOverride",
    "ingress",
    "nameOverride",
    "rbac",
    "service",
    "serviceAccount",
];

/// Keys of both of Flyte's charts at the top that other charts and other files have.
const OF_BOTH: &[&str] = &["global", "secrets", "storage"];

/// Returns whether other charts have a top-level key, too.
pub(super) fn has(key: &str) -> bool {
    KEYS.contains(&key) || OF_BOTH.contains(&key)
}

/// Paths below those keys that other charts hardly have.
const OF_BINARY: &[&[&str]] = &[
    &["ingress", "create"],
    &["ingress", "httpAnnotations"],
    &["ingress", "grpcAnnotations"],
    &["ingress", "httpIngressClassName"],
    &["ingress", "grpcIngressClassName"],
    &["ingress", "httpExtraPaths"],
    &["ingress", "grpcExtraPaths"],
    &["ingress", "separateGrpcIngress"],
    &["deployment", "genAdminAuthSecret"],
    &["deployment", "waitForDB"],
    &["deployment", "extraPodSpec"],
    &["deployment", "extraEnvVars"],
    &["deployment", "extraEnvVarsConfigMap"],
    &["deployment", "extraEnvVarsSecret"],
    &["deployment", "extraVolumes"],
    &["deployment", "extraVolumeMounts"],
    &["deployment", "sidecars"],
];

/// Returns whether values have one of the paths that other charts hardly have.
pub(super) fn has_path_of_binary(values: &Value) -> bool {
    OF_BINARY.iter().any(|path| values.at(path).is_some())
}
