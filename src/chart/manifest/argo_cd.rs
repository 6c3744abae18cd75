//! Argo CD: `Application` and `ApplicationSet`.
//!
//! Layers, the lowest first: `valueFiles`, `values` or `valuesObject` (which replaces it), `parameters`,
//! `fileParameters`. A file that begins with `$name/` is in the source with that `ref`.

use super::held::Held;
use super::{ToolRelease, text};
use crate::values::{Path, Step, Value};

/// Finds the releases that a document describes, one for each source with a chart.
pub(super) fn find(document: &Value) -> Vec<ToolRelease<'_>> {
    if !text(document, &["apiVersion"]).is_some_and(|version| version.starts_with("argoproj.io/")) {
        return Vec::new();
    }
    let (what, spec): (&str, &[&str]) = match text(document, &["kind"]) {
        Some("Application") => ("this Argo CD Application", &["spec"]),
        Some("ApplicationSet") => ("this Argo CD ApplicationSet", &["spec", "template", "spec"]),
        _ => return Vec::new(),
    };
    let Some(values) = document.at(spec) else { return Vec::new() };
    let mut sources: Vec<(Path, &Value)> = Vec::new();
    let at = |key: &str| Path::of(&[spec, &[key]].concat());
    sources.extend(values.get("source").map(|source| (at("source"), source)));
    for (index, source) in values.get("sources").and_then(Value::as_list).into_iter().flatten().enumerate() {
        let mut path = at("sources");
        path.0.push(Step::Index(index));
        sources.push((path, source));
    }
    let name = text(document, &["metadata", "name"]);
    let holds_chart = |source: &Value| ["chart", "helm", "path"].iter().any(|key| source.get(key).is_some());
    let found = sources.into_iter().filter(|(_, source)| holds_chart(source) && source.get("ref").is_none());
    found.map(|(path, source)| release(what, name, &path, source)).collect()
}

fn release<'a>(what: &str, name: Option<&'a str>, path: &Path, source: &'a Value) -> ToolRelease<'a> {
    let mut held = Vec::new();
    if let Some(helm) = source.get("helm") {
        let below = |key: &str| {
            let mut path = path.clone();
            path.0.extend([Step::Key("helm".into()), Step::Key(key.into())]);
            path
        };
        let files = helm.get("valueFiles").and_then(Value::as_list).into_iter().flatten();
        let files: Vec<&str> = files.filter_map(Value::as_str).collect();
        if !files.is_empty() {
            held.push(Held::Files(files));
        }
        let inline = ["valuesObject", "values"].into_iter().find_map(|key| Some((key, helm.get(key)?)));
        if let Some((key, values)) = inline.filter(|(_, values)| values.is_truthy()) {
            held.push(Held::Inline(below(key), values));
        }
        for (key, how) in [("parameters", "`--set NAME=VALUE`"), ("fileParameters", "`--set-file NAME=PATH`")] {
            if helm.get(key).is_some_and(Value::is_truthy) {
                held.push(Held::Elsewhere(format!("each of `{}`", below(key)), how));
            }
        }
    }
    let names = [name, text(source, &["path"]), text(source, &["helm", "releaseName"]), text(source, &["repoURL"])];
    ToolRelease {
        what: what.to_owned(),
        document: format!("select(.metadata.name == {})", serde_json::Value::from(name.unwrap_or_default())),
        chart: text(source, &["chart"]),
        names: names.into_iter().flatten().collect(),
        held,
        origin: Some(source.get("chart").unwrap_or(source).origin.clone()),
        ..ToolRelease::default()
    }
}
