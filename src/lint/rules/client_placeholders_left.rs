use super::placeholders_left::{contains_bracketed, is_bracketed};
use super::written_support::each_value;
use crate::diagnostic::Severity;
use crate::lint::{ClientContext, Findings, ValueRef, declare_rule};
use crate::values::{Origin, Path, Value, is_placeholder};

declare_rule! {
    name: "client-placeholders-left",
    summary: "The client configuration still contains a placeholder",
    remedy: "replace the placeholder with your value",
    severity: Error,
    looks_at: ClientConfig,
    supersedes: [invalid_client_endpoint, invalid_client_secret_env_var, client_path_is_not_absolute, client_unknown_auth_type, client_endpoint_of_another_deployment],
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let values = &cx.config().layered.values;
    each_value(values, &mut Path::default(), &mut |path, value| {
        let is_admin = path.keys().first().is_some_and(|key| key.eq_ignore_ascii_case("admin"));
        let left = |text: &str| is_bracketed(text) || contains_bracketed(text);
        if is_admin && value.as_str().is_some_and(|text| text.contains("${")) && is_read_as_it_is(cx, value) {
            let is_variable = path.keys().last().is_some_and(|key| key.eq_ignore_ascii_case("clientSecretEnvVar"));
            let finding = found.report(
                ValueRef { path: path.clone(), origin: Some(value.origin.clone()), present: true },
                "flytectl and pyflyte do not expand `${…}` in this file",
            );
            finding.severity(Severity::Warning);
            if is_variable {
                finding.help("write only the name of the variable");
            }
        }
        if is_admin && value.as_str().is_some_and(|text| left(text) && !is_placeholder(text)) {
            found.report(
                ValueRef { path: path.clone(), origin: Some(value.origin.clone()), present: true },
                "replace this placeholder with your value",
            );
        }
    });
}

/// Returns whether a value is in `~/.flyte`, where both tools look. A file elsewhere may be a template.
fn is_read_as_it_is(cx: &ClientContext<'_>, value: &Value) -> bool {
    let Origin::File { source, .. } = &value.origin else {
        return false;
    };
    let source = cx.config().layered.sources.get(*source);
    source
        .is_some_and(|source| std::path::Path::new(&*source.name).components().any(|part| part.as_os_str() == ".flyte"))
}
