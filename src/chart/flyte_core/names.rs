//! Names that other templates use.

use crate::chart::flyte_binary::shorten;
use crate::chart::template::{Frame, RenderContext, TemplateError, at, string_at};
use crate::values::Value;

const HELPERS: &str = "flyte-core/templates/_helpers.tpl";

/// Returns the namespace: `forceNamespace` or the release's.
pub(super) fn namespace(context: &RenderContext<'_>) -> Result<String, TemplateError> {
    overridden(context, Frame::define(HELPERS, "flyte.namespace"), "forceNamespace", context.namespace)
}

/// Returns the chart's name, which the Ingress uses.
pub(super) fn name(context: &RenderContext<'_>) -> Result<String, TemplateError> {
    overridden(context, Frame::define(HELPERS, "flyte.name"), "nameOverride", context.chart)
}

fn overridden(context: &RenderContext<'_>, frame: Frame, key: &str, otherwise: &str) -> Result<String, TemplateError> {
    if at(context, frame, &[key])?.is_some_and(Value::is_truthy) {
        let name = string_at(context, frame, &[key], "63")?;
        return Ok(shorten(name.unwrap_or_default()));
    }
    Ok(shorten(otherwise))
}
