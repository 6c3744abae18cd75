//! The settings of flyte-binary that name a ConfigMap or a Secret with configuration
//! (`charts/flyte-binary/templates/_helpers.tpl` and `deployment.yaml`, v1.16.8).

/// They replace all of the chart's configuration.
pub const EXTERNAL_CONFIG: [[&str; 2]; 2] =
    [["configuration", "externalConfigMap"], ["configuration", "externalSecretRef"]];

/// They add to the chart's configuration.
pub const INLINE_CONFIG: [[&str; 2]; 2] = [["configuration", "inlineConfigMap"], ["configuration", "inlineSecretRef"]];
