//! flytepropeller: its ConfigMap and the templates that need it.

use super::files::{Verbatim, write};
use crate::chart::template::{Frame, RenderContext, TemplateError, at};
use crate::flyte::ConfigFile;
use crate::values::Value;

const WEBHOOK: Frame = Frame::file("flyte-core/templates/propeller/webhook.yaml");
const MANAGER: Frame = Frame::file("flyte-core/templates/propeller/manager.yaml");
const DEPLOYMENT: Frame = Frame::file("flyte-core/templates/propeller/deployment.yaml");
const CONFIGMAP: Frame = Frame::file("flyte-core/templates/propeller/configmap.yaml");

/// The ConfigMap's files in the order of the template.
const FILES: &[Verbatim] = &[
    Verbatim::new("admin.yaml", &["configmap", "admin"]),
    Verbatim::new("catalog.yaml", &["configmap", "catalog"]),
    Verbatim::new("copilot.yaml", &["configmap", "copilot"]),
    Verbatim::new("core.yaml", &["configmap", "core"]),
    Verbatim::new("enabled_plugins.yaml", &["configmap", "enabled_plugins"]),
    Verbatim::new("k8s.yaml", &["configmap", "k8s"]),
    Verbatim::new("logger.yaml", &["configmap", "logger"]),
    Verbatim::new("otel.yaml", &["configmap", "otel"]),
    Verbatim::new("resource_manager.yaml", &["configmap", "resource_manager"]),
    Verbatim::new("spark.yaml", &["sparkoperator", "plugin_config"]).when(&["sparkoperator", "enabled"]),
    Verbatim::new("databricks.yaml", &["databricks", "plugin_config"]).when(&["databricks", "enabled"]),
    Verbatim::new("task_logs.yaml", &["configmap", "task_logs"]),
    Verbatim::new("connector_service.yaml", &["flyteconnector", "plugin_config"]).when(&["flyteconnector", "enabled"]),
];

/// Renders the files, if there is a flytepropeller.
pub(super) fn files(context: &RenderContext<'_>) -> Result<Option<Vec<ConfigFile>>, TemplateError> {
    let on = |frame, path: &[&str]| at(context, frame, path).map(|value| value.is_some_and(Value::is_truthy));
    if !on(WEBHOOK, &["flytepropeller", "enabled"])? {
        return Ok(None);
    }
    let first = if on(WEBHOOK, &["webhook", "enabled"])? {
        WEBHOOK
    } else if on(MANAGER, &["flytepropeller", "manager"])? {
        MANAGER
    } else {
        DEPLOYMENT
    };
    let files = write(context, CONFIGMAP, FILES)
        .map_err(|error| error.within(first, "include (print .Template.BasePath \"/propeller/configmap.yaml\") ."))?;
    let frame = if on(MANAGER, &["flytepropeller", "manager"])? { MANAGER } else { DEPLOYMENT };
    at(context, frame, &["secrets", "adminOauthClientCredentials", "enabled"])?;
    Ok(Some(files))
}
