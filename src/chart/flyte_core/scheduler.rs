//! flytescheduler: exists with `workflow_scheduler.enabled` and `type: native`; nothing reads `flytescheduler.enabled`.

use super::admin;
use super::files::{Verbatim, write};
use crate::chart::template::{Frame, RenderContext, TemplateError, at, eq_text};
use crate::flyte::ConfigFile;
use crate::values::Value;

const SERVICE: Frame = Frame::file("flyte-core/templates/flytescheduler/service.yaml");
const DEPLOYMENT: Frame = Frame::file("flyte-core/templates/flytescheduler/deployment.yaml");
const CONFIGMAP: Frame = Frame::file("flyte-core/templates/flytescheduler/configmap.yaml");

const FILES: &[Verbatim] = &[
    Verbatim::new("admin.yaml", &["configmap", "admin"]),
    Verbatim::new("db.yaml", &["db", "admin"]),
    Verbatim::raw("server.yaml", &["configmap", "schedulerConfig"]),
    Verbatim::new("logger.yaml", &["configmap", "logger"]),
];

/// Renders the files, if there is a flytescheduler.
pub(super) fn files(context: &RenderContext<'_>) -> Result<Option<Vec<ConfigFile>>, TemplateError> {
    if !at(context, SERVICE, &["workflow_scheduler", "enabled"])?.is_some_and(Value::is_truthy) {
        return Ok(None);
    }
    let kind = at(context, SERVICE, &["workflow_scheduler", "type"])?;
    if !eq_text(context, SERVICE, "eq .Values.workflow_scheduler.type \"native\"", kind, "native", true)? {
        return Ok(None);
    }
    // The checksum covers flyteadmin's ConfigMap.
    admin::config(context)
        .map_err(|error| error.within(DEPLOYMENT, "include (print .Template.BasePath \"/admin/configmap.yaml\") ."))?;
    at(context, DEPLOYMENT, &["secrets", "adminOauthClientCredentials", "enabled"])?;
    write(context, CONFIGMAP, FILES).map(Some)
}
