//! Keys of the values that no template reads.

use crate::values::{Path, Value};

use super::Chart;

/// The keys that the templates of a chart read below one path.
struct Known {
    below: &'static [&'static str],
    keys: &'static str,
}

/// flyte-binary 1.16.8.
const BINARY: &[Known] = &[
    Known {
        below: &[],
        keys: "nameOverride fullnameOverride commonLabels commonAnnotations flyte-core-components configuration \
               clusterResourceTemplates deployment service ingress rbac serviceAccount flyteconnector enabled_plugins \
               global",
    },
    Known {
        below: &["configuration"],
        keys: "database storage logging auth co-pilot connectorService propeller externalConfigMap externalSecretRef \
               inline inlineConfigMap inlineSecretRef labels annotations",
    },
    Known {
        below: &["configuration", "auth"],
        keys: "enabled enableAuthServer oidc internal flyteClient authorizedUris clientSecretsExternalSecretRef",
    },
    Known {
        below: &["configuration", "auth", "oidc"],
        keys: "baseUrl clientId clientSecret",
    },
    Known {
        below: &["configuration", "auth", "internal"],
        keys: "clientId clientSecret clientSecretHash audience",
    },
];

/// flyte-core 1.16.8.
const CORE: &[Known] = &[
    Known {
        below: &[],
        keys: "flyteadmin flytescheduler datacatalog flyteconnector flytepropeller flyteconsole deployRedoc secrets \
               webhook common storage db configmap workflow_scheduler workflow_notifications external_events \
               cloud_events cluster_resource_manager sparkoperator daskoperator databricks forceNamespace nameOverride \
               global",
    },
    Known {
        below: &["configmap"],
        keys: "clusters console domain otel schedulerConfig adminServer datacatalogServer task_resource_defaults admin \
               catalog copilot core enabled_plugins k8s remoteData resource_manager task_logs logger namespace_config \
               clusterpool_config",
    },
    Known {
        below: &["secrets"],
        keys: "adminOauthClientCredentials",
    },
    Known {
        below: &["secrets", "adminOauthClientCredentials"],
        keys: "enabled clientSecret clientId secretName",
    },
];

/// The paths of the `user`'s values that no template of the chart reads, with the values there. YAML anchors kept under
/// a key that starts with `x-` are meant to be unread, and not listed.
pub fn unread(chart: Chart, user: &Value) -> Vec<(Path, Value)> {
    let known = match chart {
        Chart::FlyteBinary => BINARY,
        Chart::FlyteCore => CORE,
    };
    let mut found = Vec::new();
    for level in known {
        let Some(map) = user.at(level.below).and_then(Value::as_map) else {
            continue;
        };
        for (key, entry) in map {
            if !key.starts_with("x-")
                && !level
                    .keys
                    .split_ascii_whitespace()
                    .any(|known| known == &**key)
            {
                found.push((Path::of(level.below).key(key.clone()), entry.value.clone()));
            }
        }
    }
    found
}
