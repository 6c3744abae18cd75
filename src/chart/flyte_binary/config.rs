//! The ConfigMap: `000-core.yaml`, `004-auth.yaml`, `100-inline-config.yaml`.

use super::names::BinaryNames;
use super::{auth, core, storage};
use crate::chart::template::{Frame, RenderContext, TemplateError, at, tpl_config, tpl_string};
use crate::flyte::ConfigFile;
use crate::values::Value;

/// The template.
pub(super) const CONFIGMAP: Frame = Frame::file("flyte-binary/templates/configmap.yaml");

/// Renders the relevant files, in the order in which Helm evaluates them.
pub(super) fn files(context: &RenderContext<'_>, names: &BinaryNames) -> Result<Vec<ConfigFile>, TemplateError> {
    let enabled = at(context, CONFIGMAP, &["configuration", "auth", "enabled"])?.is_some_and(Value::is_truthy);
    let mut files = vec![core::file(context, enabled)?];
    database(context).or_else(|error| context.failed(error, ()))?;
    storage::check(context).or_else(|error| context.failed(error, ()))?;
    if enabled {
        files.push(auth::file(context, names)?);
    }
    let inline = at(context, CONFIGMAP, &["configuration", "inline"])?.filter(|inline| inline.is_truthy());
    if let Some(inline) = inline {
        files.push(ConfigFile {
            name: "100-inline-config.yaml",
            content: tpl_config(inline, context, CONFIGMAP, "tpl (.Values.configuration.inline | toYaml) .")?,
        });
    }
    Ok(files)
}

/// Checks `002-database.yaml`, which evaluates the host with `tpl`.
fn database(context: &RenderContext<'_>) -> Result<(), TemplateError> {
    let Some(database) = at(context, CONFIGMAP, &["configuration", "database"])?.filter(|d| d.is_truthy()) else {
        return Ok(());
    };
    let wrong = |got: &str| CONFIGMAP.error(".host", &format!("wrong type for value; expected string; got {got}"));
    match database.get("host").filter(|host| !host.is_null()) {
        None => Err(wrong("interface {}")),
        Some(host) => match host.as_str() {
            Some(text) => tpl_string(text, context, CONFIGMAP, "tpl .host $").map(drop),
            None => Err(wrong(host.go_type())),
        },
    }
}
