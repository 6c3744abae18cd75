//! The settings of flyte-binary that name a ConfigMap or a Secret with configuration
//! (`charts/flyte-binary/templates/_helpers.tpl` and `deployment.yaml`, v1.16.8).

/// The settings whose configuration replaces all of the chart's.
pub const EXTERNAL_CONFIG: [[&str; 2]; 2] =
    [["configuration", "externalConfigMap"], ["configuration", "externalSecretRef"]];

/// The settings whose configuration is added to the chart's.
pub const INLINE_CONFIG: [[&str; 2]; 2] = [["configuration", "inlineConfigMap"], ["configuration", "inlineSecretRef"]];
