//! What a file is that holds no values.

use std::sync::Arc;

use super::CliError;
use crate::chart::{Chart, DeploymentManifest};
use crate::client::read::is_client_config;
use crate::text::visible;
use crate::values::{LayerError, Layered, Reason, Source, SourceKind, Sources, Value};

/// A manifest that was given in place of values, and the command that it was given to.
#[derive(Debug)]
pub struct HeldValues {
    pub(super) manifest: DeploymentManifest,
    subcommand: &'static str,
    /// The flag, where it was not given as values of a release.
    flag: Option<&'static str>,
}

impl HeldValues {
    pub(super) fn help(&self) -> String {
        match self.flag {
            Some(flag) => self.manifest.help_for_file(self.subcommand, flag),
            None => self.manifest.help(self.subcommand),
        }
    }
}

impl CliError {
    fn held(manifest: DeploymentManifest) -> Self {
        Self::Held(Box::new(HeldValues { manifest, subcommand: "lint", flag: None }))
    }

    /// The error of a subcommand, whose name help uses.
    #[must_use]
    pub fn of_subcommand(mut self, name: &'static str) -> Self {
        let inner = match &mut self {
            Self::InFile { error, .. } => &mut **error,
            own => own,
        };
        if let Self::Held(held) = inner {
            held.subcommand = name;
        }
        self
    }

    /// The error about a file that was given with a flag.
    #[must_use]
    pub fn of_flag(mut self, flag: &'static str) -> Self {
        if let Self::Held(held) = &mut self {
            held.flag = Some(flag);
        }
        self
    }
}

impl From<LayerError> for CliError {
    fn from(error: LayerError) -> Self {
        if let LayerError::Parse { name, text, .. } = &error {
            let mut sources = Sources::default();
            sources.add(Source { kind: SourceKind::File, name: Arc::clone(name), text: Arc::clone(text) });
            if let Some(manifest) = DeploymentManifest::all_in(&sources).into_iter().next() {
                return Self::held(manifest);
            }
        }
        Self::Values(error)
    }
}

/// Why values are none at all: a manifest of Kubernetes, Argo CD or Flux has `apiVersion` and `kind`, and no chart of
/// Flyte reads them; other files are known by what is in them.
pub(in crate::cli) fn not_values(layered: &Layered) -> Option<CliError> {
    let values = &layered.values;
    let is_of_many = layered.dropped.iter().any(|dropped| dropped.reason == Reason::IgnoredDocument);
    let may_be_manifest = ["kind", "releases", "helmCharts"].iter().any(|key| values.get(key).is_some());
    let manifests =
        if may_be_manifest || is_of_many { DeploymentManifest::all_in(&layered.sources) } else { Vec::new() };
    if let Some(manifest) = manifests.into_iter().next() {
        return Some(CliError::held(manifest));
    }
    let text = |key: &str| values.get(key).and_then(Value::as_str);
    if text("apiVersion").is_some() {
        if let Some(kind) = text("kind") {
            let kind = visible(kind);
            return Some(CliError::Manifest { kind });
        }
        if text("name").is_some() && text("version").is_some() {
            return Some(CliError::ChartFile);
        }
    }
    let has = |path: &[&str]| values.at(path).is_some();
    if has(&["idp", "type"]) && (text("url").is_some() || text("chart").is_some()) {
        return Some(CliError::AnswersFile);
    }
    (Chart::detect(values).is_err() && is_client_config(values)).then_some(CliError::ClientConfigFile)
}
