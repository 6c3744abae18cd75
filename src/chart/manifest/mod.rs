//! Deployment manifests: files of other tools that hold a chart's values, or name the files with them.
//!
//! Sources: Argo CD, `application-specification` and `user-guide/helm`; Flux, `helm.toolkit.fluxcd.io/v2`; helmfile,
//! `docs/index.md`; Kustomize, `helmcharts`; K3s, `helm.cattle.io/v1`; Terraform, provider `helm`, `helm_release`.

mod argo_cd;
mod commands;
mod held;
mod other;
mod terraform;

use commands::ValuesCommands;
use held::Held;

use super::Chart;
use crate::text::text_of;
use crate::values::{Origin, Source, SourceId, SourceKind, Sources, Value, documents, layer_one};

/// A deployment of a chart, described in a file of another tool.
#[derive(Debug, Clone)]
pub struct DeploymentManifest {
    /// What it is and what it deploys: `this Argo CD Application deploys flyte-core`.
    what: String,
    /// How a subcommand gets the values.
    commands: ValuesCommands,
    /// The file, as it was named.
    file: String,
    /// Where it is described.
    pub origin: Option<Origin>,
    /// Whether the chart is surely one of Flyte.
    pub is_flyte: bool,
}

impl DeploymentManifest {
    /// The deployments that files describe: those of Flyte, or if there is none, all.
    pub fn all_in(sources: &Sources) -> Vec<Self> {
        let files = sources.iter().zip(0..).filter(|(source, _)| source.kind == SourceKind::File);
        let mut found: Vec<Self> =
            files.flat_map(|(source, number)| Self::in_source(source, SourceId(number))).collect();
        if found.iter().any(|manifest| manifest.is_flyte) {
            found.retain(|manifest| manifest.is_flyte);
        }
        found
    }

    fn in_source(source: &Source, number: SourceId) -> Vec<Self> {
        match documents(&source.text, number) {
            Some(documents) => Self::in_documents(&documents, &source.name),
            None => Self::in_text(&text_of(&source.text), &source.name),
        }
    }

    /// The deployments that the documents of a file describe. `name` is the file's, for commands.
    fn in_documents(documents: &[Value], name: &str) -> Vec<Self> {
        let is_one_of_many = documents.iter().filter(|document| !document.is_null()).count() > 1;
        let found = |document| argo_cd::find(document).into_iter().chain(other::find(document));
        documents.iter().flat_map(found).map(|release| release.into_manifest(name, is_one_of_many)).collect()
    }

    /// The deployments in a text that is not YAML: Terraform's, and templates of helmfile's.
    fn in_text(text: &str, name: &str) -> Vec<Self> {
        terraform::find(text).into_iter().map(|release| release.into_manifest(name, false)).collect()
    }

    /// What it is.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What it is, and that its values are not checked.
    pub fn message(&self) -> String {
        format!("{}, and its values are not checked", self.what)
    }

    /// The commands that run a subcommand of this tool with its values.
    pub fn help(&self, subcommand: &str) -> String {
        self.commands.help(subcommand)
    }

    /// The same for a subcommand that takes a values file with a flag, `--into` for example.
    pub fn help_for_file(&self, subcommand: &str, flag: &str) -> String {
        self.commands.help_for_file(subcommand, flag, &self.file)
    }
}

/// A deployment as one tool describes it.
#[derive(Debug, Default)]
struct ToolRelease<'a> {
    /// The tool's word for it, with its article: `this Flux HelmRelease`.
    what: String,
    /// What it does, where that is not to deploy a chart.
    verb: &'static str,
    /// The filter that chooses the document, for `yq`.
    document: String,
    /// The chart as it is named: `flyte-core`, `flyteorg/flyte-core`, `oci://…/flyte-core`.
    chart: Option<&'a str>,
    /// Other texts that name the chart or its values: a release's name, the folder of an umbrella chart.
    names: Vec<&'a str>,
    /// Its values, in the order of their layers.
    held: Vec<Held<'a>>,
    /// How a subcommand gets the values, for tools that have a command which prints them.
    own_commands: Option<ValuesCommands>,
    /// Where it is described.
    origin: Option<Origin>,
}

impl<'a> ToolRelease<'a> {
    /// The chart's name without its repository.
    fn chart_name(&self) -> Option<&'a str> {
        self.chart.and_then(|chart| chart.trim_end_matches('/').rsplit('/').next()).filter(|name| !name.is_empty())
    }

    fn is_flyte(&self) -> bool {
        let names = self.names.iter().copied().chain(self.chart);
        let files = self.held.iter().flat_map(Held::files);
        names.chain(files).any(|name| name.to_ascii_lowercase().contains("flyte"))
            || self.held.iter().any(|held| held.inline().is_some_and(has_values_of_flyte))
    }

    fn into_manifest(self, file: &str, is_one_of_many: bool) -> DeploymentManifest {
        let is_flyte = self.is_flyte();
        let what = match self.chart_name() {
            _ if !self.verb.is_empty() => format!("{} {}", self.what, self.verb),
            Some(chart) => format!("{} deploys {chart}", self.what),
            None if is_flyte => format!("{} deploys Flyte", self.what),
            None => format!("{} deploys a chart", self.what),
        };
        let mut commands = self.own_commands.clone().unwrap_or_else(|| held::commands(&self, file, is_one_of_many));
        commands.chart = commands.chart.or_else(|| self.chart_name().and_then(Chart::named));
        DeploymentManifest { what, commands, file: file.to_owned(), origin: self.origin, is_flyte }
    }
}

/// Whether values, or a text with values, are surely for a chart of Flyte.
fn has_values_of_flyte(values: &Value) -> bool {
    match values.as_str() {
        Some(text) => layer_one("values", text.as_bytes()).is_ok_and(|layered| Chart::is_surely_flyte(&layered.values)),
        None => Chart::is_surely_flyte(values),
    }
}

/// The text at a path.
fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    value.at(path).and_then(Value::as_str)
}
