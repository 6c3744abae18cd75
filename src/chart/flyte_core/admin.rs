//! flyteadmin: its ConfigMaps and the templates that need them.

use super::files::{Verbatim, write};
use crate::chart::template::{Frame, RenderContext, TemplateError, at, eq_text};
use crate::flyte::ConfigFile;
use crate::values::Value;

const DEPLOYMENT: Frame = Frame::file("flyte-core/templates/admin/deployment.yaml");
const CONFIGMAP: Frame = Frame::file("flyte-core/templates/admin/configmap.yaml");

const FILES: &[Verbatim] = &[
    Verbatim::new("db.yaml", &["db", "admin"]),
    Verbatim::new("domain.yaml", &["configmap", "domain"]),
    Verbatim::new("logger.yaml", &["configmap", "logger"]),
    Verbatim::new("otel.yaml", &["configmap", "otel"]),
    Verbatim::new("server.yaml", &["configmap", "adminServer"]),
    Verbatim::new("remoteData.yaml", &["configmap", "remoteData"]),
    Verbatim::raw("namespace_config.yaml", &["configmap", "namespace_config"]),
    Verbatim::raw("clusterpool_config.yaml", &["configmap", "clusterpool_config"]),
    Verbatim::new("task_resource_defaults.yaml", &["configmap", "task_resource_defaults"]),
    Verbatim::new("cluster_resources.yaml", &["cluster_resource_manager", "config"])
        .when(&["cluster_resource_manager", "enabled"]),
];

const AWS_SCHEDULER: &[Verbatim] = &[Verbatim::new("scheduler.yaml", &["workflow_scheduler", "config"])];

const SYNC: Frame = Frame::file("flyte-core/templates/clusterresourcesync/deployment.yaml");

/// Checks the Deployment that syncs cluster resources: it reads flyteadmin's settings even if there is no flyteadmin.
pub(super) fn check_sync(context: &RenderContext<'_>) -> Result<(), TemplateError> {
    if at(context, SYNC, &["cluster_resource_manager", "enabled"])?.is_some_and(Value::is_truthy) {
        at(context, SYNC, &["flyteadmin", "configPath"])?;
    }
    Ok(())
}

/// Renders the files, if there is a flyteadmin.
pub(super) fn files(context: &RenderContext<'_>) -> Result<Option<Vec<ConfigFile>>, TemplateError> {
    let files = config(context)
        .map_err(|error| error.within(DEPLOYMENT, "include (print .Template.BasePath \"/admin/configmap.yaml\") ."))?;
    if files.is_some() {
        for path in [
            ["configmap", "adminServer", "server", "httpPort"].as_slice(),
            &["configmap", "adminServer", "server", "grpc", "port"],
            &["configmap", "adminServer", "flyteadmin", "profilerPort"],
        ] {
            at(context, DEPLOYMENT, path)?;
        }
    }
    Ok(files)
}

/// Renders the content of the ConfigMaps, if there is a flyteadmin.
pub(super) fn config(context: &RenderContext<'_>) -> Result<Option<Vec<ConfigFile>>, TemplateError> {
    if !at(context, CONFIGMAP, &["flyteadmin", "enabled"])?.is_some_and(Value::is_truthy) {
        return Ok(None);
    }
    let mut files = write(context, CONFIGMAP, FILES)?;
    if at(context, CONFIGMAP, &["workflow_scheduler", "enabled"])?.is_some_and(Value::is_truthy) {
        let kind = at(context, CONFIGMAP, &["workflow_scheduler", "type"])?;
        if eq_text(context, CONFIGMAP, "eq .Values.workflow_scheduler.type \"aws\"", kind, "aws", true)? {
            files.extend(write(context, CONFIGMAP, AWS_SCHEDULER)?);
            files.sort_by_key(|file| file.name);
        }
    }
    Ok(Some(files))
}
