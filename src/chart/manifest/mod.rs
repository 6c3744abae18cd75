//! Deployment manifests: files of other tools that contain a chart's values, or name the files that do.
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
    /// A clause about it: `this Argo CD Application deploys flyte-core`.
    what: String,
    /// The commands that pass its values to a subcommand.
    commands: ValuesCommands,
    /// The file, as named by the user.
    file: String,
    /// The position of the description.
    pub origin: Option<Origin>,
    /// Whether it certainly deploys a chart of Flyte.
    pub is_flyte: bool,
}

impl DeploymentManifest {
    /// Finds the deployments that files describe: those of Flyte, or if there are none, all.
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

    /// Finds the deployments that the documents of a file describe. `name` is the file's name in commands.
    fn in_documents(documents: &[Value], name: &str) -> Vec<Self> {
        let is_one_of_many = documents.iter().filter(|document| !document.is_null()).count() > 1;
        let found = |document| argo_cd::find(document).into_iter().chain(other::find(document));
        documents.iter().flat_map(found).map(|release| release.into_manifest(name, is_one_of_many)).collect()
    }

    /// Finds the deployments in a text that is not YAML: Terraform's, and templates of helmfile's.
    fn in_text(text: &str, name: &str) -> Vec<Self> {
        terraform::find(text).into_iter().map(|release| release.into_manifest(name, false)).collect()
    }

    /// Returns the clause about it.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Returns the message that its values are not checked.
    pub fn message(&self) -> String {
        format!("{}, and its values are not checked", self.what)
    }

    /// Returns the commands that run a subcommand of flyte-auth with its values.
    pub fn help(&self, subcommand: &str) -> String {
        self.commands.help(subcommand)
    }

    /// Returns the commands for a subcommand that takes a values file with a flag, such as `--into`.
    pub fn help_for_file(&self, subcommand: &str, flag: &str) -> String {
        self.commands.help_for_file(subcommand, flag, &self.file)
    }
}

/// A deployment as a tool describes it.
#[derive(Debug, Default)]
struct ToolRelease<'a> {
    /// The tool's name for it, with a demonstrative: `this Flux HelmRelease`.
    what: String,
    /// The verb of the clause about it.
    verb: &'static str,
    /// The filter that selects the document, for `yq`.
    document: String,
    /// The chart as written: `flyte-core`, `flyteorg/flyte-core`, `oci://…/flyte-core`.
    chart: Option<&'a str>,
    /// Other texts that may name the chart: a release's name, the folder of an umbrella chart.
    names: Vec<&'a str>,
    /// The layers of its values, in order.
    held: Vec<Held<'a>>,
    /// The commands of tools that can print the values themselves.
    own_commands: Option<ValuesCommands>,
    /// The position of the description.
    origin: Option<Origin>,
}

impl<'a> ToolRelease<'a> {
    /// Returns the chart's name without its repository.
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

/// Returns whether values, or a text with values, are certainly for a chart of Flyte.
fn has_values_of_flyte(values: &Value) -> bool {
    match values.as_str() {
        Some(text) => layer_one("values", text.as_bytes()).is_ok_and(|layered| Chart::is_surely_flyte(&layered.values)),
        None => Chart::is_surely_flyte(values),
    }
}

/// Returns the text at a path.
fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    value.at(path).and_then(Value::as_str)
}
