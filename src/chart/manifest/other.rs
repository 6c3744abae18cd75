//! Flux, K3s, Kustomize, helmfile, and ConfigMaps with values.

use super::commands::ValuesCommands;
use super::held::Held;
use super::{ToolRelease, has_values_of_flyte, text};
use crate::shell;
use crate::values::{Path, Step, Value};

/// Finds the releases that a document describes.
pub(super) fn find(document: &Value) -> Vec<ToolRelease<'_>> {
    let api = text(document, &["apiVersion"]).unwrap_or_default();
    match text(document, &["kind"]) {
        Some("HelmRelease") if api.starts_with("helm.toolkit.fluxcd.io/") => vec![flux(document)],
        Some("HelmChart" | "HelmChartConfig") if api.starts_with("helm.cattle.io/") => vec![k3s(document)],
        Some("ConfigMap" | "Secret") if api == "v1" => config_map(document),
        _ if document.get("helmCharts").is_some() => kustomize(document),
        None if document.get("releases").is_some() => helmfile(document),
        _ => Vec::new(),
    }
}

/// Returns the filter that selects a Kubernetes document by its name.
fn named(document: &Value) -> String {
    let name = serde_json::Value::from(text(document, &["metadata", "name"]).unwrap_or_default());
    format!("select(.metadata.name == {name})")
}

/// Reads a Flux release: `spec.valuesFrom` is below `spec.values`, except entries with a `targetPath`.
fn flux(document: &Value) -> ToolRelease<'_> {
    let spec = ["spec", "chart", "spec"];
    let mut held = Vec::new();
    for from in document.at(&["spec", "valuesFrom"]).and_then(Value::as_list).into_iter().flatten() {
        let key = text(from, &["valuesKey"]).unwrap_or("values.yaml");
        if let (Some(kind), Some(name)) = (text(from, &["kind"]), text(from, &["name"])) {
            held.push(Held::Elsewhere(format!("`{key}` of the {kind} `{name}`"), "a layer below them (`-f`)"));
        }
    }
    if let Some(values) = document.at(&["spec", "values"]).filter(|values| values.is_truthy()) {
        held.push(Held::Inline(Path::of(&["spec", "values"]), values));
    }
    let names = [&["metadata", "name"][..], &["spec", "releaseName"], &["spec", "chartRef", "name"]];
    ToolRelease {
        what: "this Flux HelmRelease".to_owned(),
        document: named(document),
        chart: text(document, &[&spec[..], &["chart"]].concat()),
        names: names.into_iter().filter_map(|path| text(document, path)).collect(),
        held,
        origin: Some(document.at(&[&spec[..], &["chart"]].concat()).unwrap_or(document).origin.clone()),
        ..ToolRelease::default()
    }
}

fn k3s(document: &Value) -> ToolRelease<'_> {
    let content = ["spec", "valuesContent"];
    let inline = document.at(&content).map(|values| Held::Inline(Path::of(&content), values));
    ToolRelease {
        what: "this K3s HelmChart".to_owned(),
        document: named(document),
        chart: text(document, &["spec", "chart"]),
        names: text(document, &["metadata", "name"]).into_iter().collect(),
        held: inline.into_iter().collect(),
        origin: Some(document.at(&["spec", "chart"]).unwrap_or(document).origin.clone()),
        ..ToolRelease::default()
    }
}

/// Reads a ConfigMap or Secret with values of Flyte, for Flux's `valuesFrom`.
fn config_map(document: &Value) -> Vec<ToolRelease<'_>> {
    let mut found = Vec::new();
    for block in ["data", "stringData"] {
        let entries = document.get(block).and_then(Value::as_map).into_iter().flatten();
        for (key, entry) in entries.filter(|(_, entry)| has_values_of_flyte(&entry.value)) {
            found.push(ToolRelease {
                what: format!("this {}", text(document, &["kind"]).unwrap_or_default()),
                document: named(document),
                verb: "holds values of Flyte",
                names: vec!["flyte"],
                held: vec![Held::Inline(Path::of(&[block, key]), &entry.value)],
                origin: Some(entry.key_origin.clone()),
                ..ToolRelease::default()
            });
        }
    }
    found
}

fn kustomize(document: &Value) -> Vec<ToolRelease<'_>> {
    let charts = document.get("helmCharts").and_then(Value::as_list).into_iter().flatten();
    let release = |(index, chart)| {
        let mut files: Vec<&str> = text(chart, &["valuesFile"]).into_iter().collect();
        let more = chart.get("additionalValuesFiles").and_then(Value::as_list).into_iter().flatten();
        files.extend(more.filter_map(Value::as_str));
        let mut held: Vec<Held<'_>> =
            Some(Held::Files(files)).filter(|held| !held.files().is_empty()).into_iter().collect();
        let path = Path(vec![Step::Key("helmCharts".into()), Step::Index(index), Step::Key("valuesInline".into())]);
        held.extend(chart.get("valuesInline").map(|values| Held::Inline(path, values)));
        ToolRelease {
            what: "this kustomization".to_owned(),
            document: "select(has(\"helmCharts\"))".to_owned(),
            chart: text(chart, &["name"]),
            names: text(chart, &["releaseName"]).into_iter().collect(),
            held,
            origin: chart.get("name").map(|name| name.origin.clone()),
            ..ToolRelease::default()
        }
    };
    charts.enumerate().map(release).collect()
}

/// Reads a helmfile, which can write the values of a release with its templates rendered.
fn helmfile(document: &Value) -> Vec<ToolRelease<'_>> {
    let releases = document.get("releases").and_then(Value::as_list).into_iter().flatten();
    let release = |release| {
        let name = text(release, &["name"]).unwrap_or_default();
        ToolRelease {
            what: "this helmfile".to_owned(),
            chart: text(release, &["chart"]),
            names: vec![name],
            own_commands: Some(helmfile_commands(name)),
            origin: Some(Value::clone(release).origin),
            ..ToolRelease::default()
        }
    };
    releases.filter(|release| release.get("chart").is_some()).map(release).collect()
}

/// Returns the commands that pass the values of helmfile's release to a subcommand.
pub(super) fn helmfile_commands(name: &str) -> ValuesCommands {
    let label = shell::word(&format!("name={name}"));
    ValuesCommands {
        write: vec![format!("helmfile -l {label} write-values --output-file-template flyte-values.yaml")],
        layers: vec!["flyte-values.yaml".to_owned()],
        ..ValuesCommands::default()
    }
}
