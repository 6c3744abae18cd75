//! Keys that only the chart of Flyte 2 has (`charts/flyte-binary` at v2.0.43).

use super::Chart;
use crate::values::Value;

/// Their paths, except those of the console.
const KEYS: &[&[&str]] = &[
    &["flyte-core-components", "runs"],
    &["flyte-core-components", "actions"],
    &["flyte-core-components", "dataproxy"],
    &["flyte-core-components", "secret"],
    &["flyte-core-components", "manager"],
    &["flyte-core-components", "executor"],
    &["configuration", "inline", "runs"],
    &["configuration", "database", "postgres"],
    &["configuration", "extraInlineConfigMapRefs"],
    &["configuration", "extraInlineSecretRefs"],
    &["configuration", "co-pilot", "storageSecretRef"],
    &["ingress", "apiJwtIngress"],
    &["ingress", "wellknownIngress"],
];

/// The keys of its console, which another chart may have, too.
const OF_CONSOLE: &[&[&str]] = &[&["console", "basePath"], &["console", "env"], &["console", "image"]];

impl Chart {
    /// Finds the first key in values for flyte-binary that only the chart of Flyte 2 has.
    pub fn flyte_2_key(values: &Value) -> Option<&'static [&'static str]> {
        KEYS.iter().chain(OF_CONSOLE).copied().find(|path| values.at(path).is_some())
    }

    /// Returns whether values are certainly for the chart of Flyte 2.
    pub(super) fn is_surely_flyte_2(values: &Value) -> bool {
        KEYS.iter().any(|path| values.at(path).is_some()) || is_its_console(values)
    }
}

/// Returns whether a `console` block is Flyte 2's: it has the image, or a variable that its container reads.
fn is_its_console(values: &Value) -> bool {
    let image = values.at(&["console", "image"]).and_then(|image| image.as_str().or(image.get("repository")?.as_str()));
    let variables = values.at(&["console", "env"]).and_then(Value::as_list).into_iter().flatten();
    let mut names = variables.filter_map(|variable| variable.get("name")?.as_str());
    image.is_some_and(|image| image.contains("flyteconsole"))
        || names.any(|name| matches!(name, "OIDC_LOGOUT_URL" | "LOGOUT_CLEAR_COOKIES"))
}
