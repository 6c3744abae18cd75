//! The names and ports that the chart's helpers compute.

use crate::chart::BINARY_HTTP_PORT;
use crate::chart::template::{Frame, RenderContext, TemplateError, at, string_at};
use crate::values::Value;
use crate::values::print::print;

const HELPERS: &str = "flyte-binary/templates/_helpers.tpl";
const FULLNAME: Frame = Frame::define(HELPERS, "flyte-binary.fullname");
const SERVICE_NAME: Frame = Frame::define(HELPERS, "flyte-binary.webhook.serviceName");
const PORT: Frame = Frame::define(HELPERS, "flyte-binary.service.http.port");
const WEBHOOK: Frame = Frame::file("flyte-binary/templates/service/webhook.yaml");
const HTTP: Frame = Frame::file("flyte-binary/templates/service/http.yaml");

/// The maximum length of a name in Kubernetes.
const MAX_NAME: usize = 63;

/// The names that several templates use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BinaryNames {
    /// The prefix of every object's name.
    pub(super) fullname: String,
    /// The port of the HTTP service, as the templates print it.
    pub(super) port: String,
}

impl BinaryNames {
    /// Finds them, failing where the first template that needs them fails.
    pub(super) fn find(context: &RenderContext<'_>) -> Result<Self, TemplateError> {
        let fullname = fullname(context).map_err(|error| {
            error
                .within(SERVICE_NAME, "include \"flyte-binary.fullname\" .")
                .within(WEBHOOK, "include \"flyte-binary.webhook.serviceName\" .")
        })?;
        at(context, WEBHOOK, &["service", "labels"])?;
        let port = at(context, PORT, &["service", "ports", "http"])
            .map_err(|error| error.within(HTTP, "include \"flyte-binary.service.http.port\" ."))?
            .filter(|port| port.is_truthy())
            .map_or_else(|| BINARY_HTTP_PORT.to_owned(), print);
        Ok(Self { fullname, port })
    }
}

fn fullname(context: &RenderContext<'_>) -> Result<String, TemplateError> {
    let truthy = |path: &[&str]| at(context, FULLNAME, path).map(|value| value.is_some_and(Value::is_truthy));
    if truthy(&["fullnameOverride"])? {
        let name = string_at(context, FULLNAME, &["fullnameOverride"], "63")?;
        return Ok(shorten(name.unwrap_or_default()));
    }
    let name = if truthy(&["nameOverride"])? {
        string_at(context, FULLNAME, &["nameOverride"], "$name")?.unwrap_or_default()
    } else {
        context.chart
    };
    Ok(full_name(context.release, name))
}

/// The release's name where it contains the chart's, else both.
pub(in crate::chart) fn full_name(release: &str, name: &str) -> String {
    if release.contains(name) { shorten(release) } else { shorten(&format!("{release}-{name}")) }
}

/// `trunc 63 | trimSuffix "-"`: cuts bytes, takes one hyphen off.
pub(in crate::chart) fn shorten(name: &str) -> String {
    let mut end = name.len().min(MAX_NAME);
    while !name.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let cut = name.get(..end).unwrap_or(name);
    cut.strip_suffix('-').unwrap_or(cut).to_owned()
}
