//! `000-core.yaml`: the configuration with which flytepropeller, in the same process, calls the API.

use super::config::CONFIGMAP;
use crate::chart::BINARY_ENDPOINT;
use crate::chart::build::Build;
use crate::chart::template::{RenderContext, TemplateError, at, tpl_yaml, unquoted};
use crate::flyte::ConfigFile;
use crate::values::{Kind, Map, Value};
use crate::yaml::YamlVersion;

/// Renders the file; `enabled` is whether authentication is enabled.
pub(super) fn file(context: &RenderContext<'_>, enabled: bool) -> Result<ConfigFile, TemplateError> {
    let name = "000-core.yaml";
    let build = Build::file(name);
    let mut admin = Map::default();
    if enabled {
        // Written without quotes: a text that looks like a number is read as one.
        let client = at(context, CONFIGMAP, &["configuration", "auth", "internal", "clientId"])?;
        admin.insert("clientId".into(), build.entry(unquoted(client, &build.origin())));
        let audience = at(context, CONFIGMAP, &["configuration", "auth", "internal", "audience"])?;
        if let Some(audience) = audience.filter(|audience| audience.is_truthy()) {
            admin.insert("audience".into(), build.entry(unquoted(Some(audience), &build.origin())));
        }
    }
    admin.insert("endpoint".into(), build.entry(build.text(BINARY_ENDPOINT)));
    admin.insert("insecure".into(), build.entry(build.yes()));
    if let Some(components) =
        context.values.get("flyte-core-components").filter(|value| matches!(value.kind, Kind::Map(_)))
    {
        tpl_yaml(
            components,
            context,
            CONFIGMAP,
            "tpl (index .Values \"flyte-core-components\" | toYaml) .",
            YamlVersion::V1_2,
        )?;
    }
    Ok(ConfigFile { name, content: build.map([("admin", Value::map(admin, build.origin()))]) })
}
