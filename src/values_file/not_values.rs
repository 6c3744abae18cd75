//! Files that are not values files.

use crate::chart::{Chart, DeploymentManifest};
use crate::client::read::is_client_config;
use crate::text::visible;
use crate::values::{Layered, LossReason, Value};

/// The help of errors about other kinds of file.
const PASS_VALUES: &str = "pass the files that `helm upgrade` gets with `-f`";

/// The kind of a file that was given as a values file and is not one.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum NotValues {
    /// A manifest of a deployment tool, which contains values.
    #[error("{}; it is not a values file", .0.manifest.what())]
    #[diagnostic(help("{}", _0.help()))]
    Held(Box<HeldValues>),
    /// Another Kubernetes manifest.
    #[error("this is a Kubernetes manifest (`kind: {kind}`), not a values file")]
    #[diagnostic(help("{PASS_VALUES}"))]
    Manifest {
        /// Its `kind`.
        kind: String,
    },
    /// The description of a chart.
    #[error("this is a `Chart.yaml`, not a values file")]
    #[diagnostic(help("pass the `values.yaml` next to it"))]
    ChartFile,
    /// A configuration of flytectl and pyflyte.
    #[error("this is a configuration of flytectl and pyflyte, not a values file")]
    #[diagnostic(help("{PASS_VALUES}; `flyte-auth lint --kind client-config` checks this one"))]
    ClientConfig,
    /// Answers for `generate`.
    #[error("this is an answers file for `flyte-auth generate --answers`, not a values file")]
    #[diagnostic(help("{PASS_VALUES}"))]
    Answers,
}

/// A deployment manifest that was given as a values file, and the command that got it.
#[derive(Debug)]
pub struct HeldValues {
    manifest: DeploymentManifest,
    subcommand: String,
    /// The flag, where the file was not given as values of a release.
    flag: Option<&'static str>,
}

impl HeldValues {
    fn help(&self) -> String {
        match self.flag {
            Some(flag) => self.manifest.help_for_file(&self.subcommand, flag),
            None => self.manifest.help(&self.subcommand),
        }
    }
}

impl NotValues {
    /// Refuses layers that are another kind of file.
    ///
    /// A manifest of Kubernetes, Argo CD or Flux has `apiVersion` and `kind`, which no chart of Flyte reads; the other
    /// kinds are recognized by their keys.
    ///
    /// # Errors
    ///
    /// The kind of file that it is.
    pub fn refuse(layered: &Layered) -> Result<(), Self> {
        Self::of(layered).map_or(Ok(()), Err)
    }

    pub(super) fn held(manifest: DeploymentManifest) -> Self {
        Self::Held(Box::new(HeldValues { manifest, subcommand: "lint".to_owned(), flag: None }))
    }

    /// Names the subcommand in the help.
    pub fn name_subcommand(&mut self, name: &str) {
        if let Self::Held(held) = self {
            name.clone_into(&mut held.subcommand);
        }
    }

    /// Names the flag that the file was given with in the help.
    #[must_use]
    pub fn of_flag(mut self, flag: &'static str) -> Self {
        if let Self::Held(held) = &mut self {
            held.flag = Some(flag);
        }
        self
    }

    fn of(layered: &Layered) -> Option<Self> {
        let values = &layered.values;
        let is_of_many = layered.dropped.iter().any(|dropped| dropped.reason == LossReason::IgnoredDocument);
        let may_be_manifest = ["kind", "releases", "helmCharts"].iter().any(|key| values.get(key).is_some());
        let manifests =
            if may_be_manifest || is_of_many { DeploymentManifest::all_in(&layered.sources) } else { Vec::new() };
        if let Some(manifest) = manifests.into_iter().next() {
            return Some(Self::held(manifest));
        }
        let text = |key: &str| values.get(key).and_then(Value::as_str);
        if text("apiVersion").is_some() {
            if let Some(kind) = text("kind") {
                return Some(Self::Manifest { kind: visible(kind) });
            }
            if text("name").is_some() && text("version").is_some() {
                return Some(Self::ChartFile);
            }
        }
        let has = |path: &[&str]| values.at(path).is_some();
        if has(&["idp", "type"]) && (text("url").is_some() || text("chart").is_some()) {
            return Some(Self::Answers);
        }
        (Chart::detect(values).is_err() && is_client_config(values)).then_some(Self::ClientConfig)
    }
}
