//! Manifests that are not YAML: Terraform's `helm_release`, and helmfiles with template lines.

use super::ToolRelease;
use super::commands::ValuesCommands;
use super::other::helmfile_commands;
use crate::shell;

/// Finds the releases that a text describes.
pub(super) fn find(text: &str) -> Vec<ToolRelease<'_>> {
    let found = helm_releases(text);
    if found.is_empty() { helmfile(text).into_iter().collect() } else { found }
}

/// Finds `resource "helm_release" "NAME" { … }`.
fn helm_releases(text: &str) -> Vec<ToolRelease<'_>> {
    let mut found = Vec::new();
    let mut parts = text.split("\"helm_release\"");
    parts.next();
    for part in parts {
        let mut words = part.split('"');
        let Some(name) = words.nth(1).filter(|_| part.trim_start().starts_with('"')) else {
            continue;
        };
        let body = part.get(..part.find("\nresource ").unwrap_or(part.len())).unwrap_or(part);
        let chart = body.lines().find_map(attribute);
        let address = format!("helm_release.{name}");
        let filter = shell::word(&format!(
            ".planned_values.root_module.resources[] | select(.address == \"{address}\") | .values.values[0]"
        ));
        let mut names = vec![name];
        // The chart may be a variable; the content of the block shows whether it is Flyte's.
        if ["flyteadmin", "flyte-core", "flyte-binary"].iter().any(|word| body.contains(word)) {
            names.push("flyte");
        }
        found.push(ToolRelease {
            what: format!("the Terraform resource `{address}`"),
            chart,
            names,
            own_commands: Some(ValuesCommands {
                print: Some(format!("terraform plan -out=plan && terraform show -json plan | jq -r {filter}")),
                elsewhere: vec!["add each `set` as `--set NAME=VALUE`".to_owned()],
                ..ValuesCommands::default()
            }),
            ..ToolRelease::default()
        });
    }
    found
}

/// Returns the chart in a line `chart = "…"`.
fn attribute(line: &str) -> Option<&str> {
    let (name, value) = line.split_once('=')?;
    let value = value.trim().strip_prefix('"')?;
    (name.trim() == "chart").then(|| value.split('"').next()).flatten()
}

/// Reads a helmfile that is not YAML because of its template lines.
fn helmfile(text: &str) -> Option<ToolRelease<'_>> {
    text.lines().find(|line| line.trim_end() == "releases:")?;
    let value = |key: &'static str| {
        text.lines().filter_map(move |line| line.trim_start_matches([' ', '-']).strip_prefix(key)).map(str::trim)
    };
    let chart = value("chart:").find(|chart| chart.contains("flyte"))?;
    let name = value("name:").find(|name| name.contains("flyte")).unwrap_or("NAME");
    Some(ToolRelease {
        what: "this helmfile".to_owned(),
        chart: Some(chart),
        names: vec![name],
        own_commands: Some(helmfile_commands(name)),
        ..ToolRelease::default()
    })
}
