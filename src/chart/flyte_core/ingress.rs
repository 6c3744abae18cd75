//! The Ingress: only the errors that keep the chart from rendering.

use super::names;
use crate::chart::template::{Frame, RenderContext, TemplateError, at};
use crate::values::{HelmVersion, Kind, Value};

const FILE: &str = "flyte-core/templates/common/ingress.yaml";
const INGRESS: Frame = Frame::file(FILE);
const ROUTES: Frame = Frame::define(FILE, "grpcRoutes");
const SECURE: &[&str] = &["configmap", "adminServer", "server", "security", "secure"];

/// Fails if the template fails.
pub(super) fn check(context: &RenderContext<'_>) -> Result<(), TemplateError> {
    if !at(context, INGRESS, &["common", "ingress", "enabled"])?.is_some_and(Value::is_truthy) {
        return Ok(());
    }
    names::name(context)?;
    routes(context)
        .map_err(|error| error.within(INGRESS, "include \"grpcRoutes\" ."))
        .or_else(|error| context.failed(error, ()))
}

/// Checks the routes, which compare `secure` with `true`: text and numbers are not comparable with it.
fn routes(context: &RenderContext<'_>) -> Result<(), TemplateError> {
    let Some(secure) = at(context, ROUTES, SECURE)? else {
        return Ok(());
    };
    let message = match secure.kind {
        Kind::Bool(_) => return Ok(()),
        _ if context.helm == HelmVersion::V4 => {
            format!("error calling eq: incompatible types for comparison: {} and bool", secure.go_type())
        }
        _ => "error calling eq: incompatible types for comparison".to_owned(),
    };
    Err(ROUTES.error(&format!("eq .Values.{} true", SECURE.join(".")), &message))
}
