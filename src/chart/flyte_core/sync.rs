//! The sync of cluster resources as a client of flyteadmin.

use super::files::{Verbatim, write};
use crate::chart::template::{Frame, RenderContext, TemplateError};
use crate::flyte::ConfigFile;

const CONFIGMAP: Frame = Frame::file("flyte-core/templates/clusterresourcesync/configmap.yaml");

const FILES: &[Verbatim] = &[
    Verbatim::new("cluster_resources.yaml", &["cluster_resource_manager", "config"]),
    Verbatim::new("admin.yaml", &["configmap", "admin"]),
    Verbatim::new("domain.yaml", &["configmap", "domain"]),
    Verbatim::raw("namespace_config.yaml", &["configmap", "namespace_config"]),
];

pub(super) fn files(context: &RenderContext<'_>) -> Result<Vec<ConfigFile>, TemplateError> {
    write(context, CONFIGMAP, FILES)
}
