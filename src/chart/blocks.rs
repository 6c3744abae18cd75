//! Blocks of values whose keys templates read: Helm fails if `null` deletes such a block.

use super::Chart;

/// flyte-core's blocks. Found by rendering v1.16.8 with each block of its values set to `null`.
const CORE: &[&[&str]] = &[
    &["configmap"],
    &["configmap", "adminServer"],
    &["configmap", "adminServer", "flyteadmin"],
    &["configmap", "adminServer", "server"],
    &["configmap", "adminServer", "server", "grpc"],
    &["configmap", "adminServer", "server", "security"],
    &["configmap", "clusters"],
    &["configmap", "core"],
    &["configmap", "core", "propeller"],
    &["configmap", "datacatalogServer"],
    &["configmap", "datacatalogServer", "application"],
    &["configmap", "datacatalogServer", "datacatalog"],
    &["common"],
    &["common", "databaseSecret"],
    &["common", "flyteNamespaceTemplate"],
    &["common", "ingress"],
    &["common", "ingress", "tls"],
    &["flyteadmin"],
    &["flyteadmin", "image"],
    &["flyteadmin", "service"],
    &["flyteadmin", "serviceAccount"],
    &["flyteconsole"],
    &["flyteconsole", "image"],
    &["flyteconsole", "service"],
    &["flytepropeller"],
    &["flytepropeller", "image"],
    &["flytepropeller", "service"],
    &["flytepropeller", "serviceAccount"],
    &["secrets"],
    &["secrets", "adminOauthClientCredentials"],
    &["storage"],
    &["storage", "cache"],
    &["storage", "limits"],
    &["workflow_scheduler"],
];

/// flyte-binary's blocks, found in the same way with authentication enabled.
const BINARY: &[&[&str]] = &[
    &["configuration"],
    &["configuration", "auth"],
    &["configuration", "auth", "internal"],
    &["configuration", "auth", "oidc"],
    &["configuration", "database"],
    &["configuration", "logging"],
    &["configuration", "propeller"],
    &["configuration", "storage"],
    &["deployment"],
    &["deployment", "genAdminAuthSecret"],
    &["deployment", "podSecurityContext"],
    &["deployment", "waitForDB"],
    &["ingress"],
    &["rbac"],
    &["service"],
    &["service", "ports"],
    &["serviceAccount"],
];

impl Chart {
    /// Returns the blocks of values without which this chart does not render.
    pub const fn required_blocks(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::FlyteBinary => BINARY,
            Self::FlyteCore => CORE,
        }
    }
}
