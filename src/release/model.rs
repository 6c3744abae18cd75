//! A release in one: values, chart, and the config of each process.

use crate::chart::{Chart, Context, ProcessName, Secret, SecretUse, TemplateError, unread};
use crate::flyte::config::{Decoded, decode};
use crate::flyte::{Merged, SecretManager, merge_files};
use crate::values::{Dropped, HelmVersion, Reason, Value, coalesce};

/// Where a release goes, and how it is rendered.
#[derive(Debug, Clone)]
pub struct Target<'a> {
    /// The chart.
    pub chart: Chart,
    /// The chart's name in its `Chart.yaml`, which may be a fork's own.
    pub chart_name: &'a str,
    /// The chart's defaults.
    pub defaults: &'a Value,
    /// Whether those are the chart's own file and not the built-in table.
    pub defaults_are_complete: bool,
    /// The release's name.
    pub release: &'a str,
    /// Its namespace.
    pub namespace: &'a str,
    /// Whose rules.
    pub helm: HelmVersion,
    /// Whether text that something is still to fill in (`${VAR}`) is unknown, or taken as it stands.
    pub placeholders_are_unknown: bool,
}

/// A process with its config before and after decoding.
#[derive(Debug, Clone)]
pub struct ProcessModel {
    /// Which one.
    pub name: ProcessName,
    /// What its files say.
    pub merged: Merged,
    /// What it makes of them.
    pub decoded: Decoded,
    /// ConfigMaps and Secrets made elsewhere that are config files too.
    pub outside: Vec<String>,
}

impl ProcessModel {
    /// Where it looks for the secrets that it knows by a name.
    pub fn secret_manager(&self) -> SecretManager {
        SecretManager::of(&self.merged)
    }
}

/// The effective model of a release.
#[derive(Debug, Clone)]
pub struct Model {
    /// The chart.
    pub chart: Chart,
    /// `.Values`
    pub values: Value,
    /// Each process of the chart, `None` for one whose config is unknown or that does not exist.
    pub processes: Vec<(ProcessName, Option<ProcessModel>)>,
    /// The Secrets that the chart renders.
    pub secrets: Vec<Secret>,
    /// The Secrets that processes take something from, whoever makes them.
    pub uses: Vec<SecretUse>,
    /// The namespace that the chart installs into.
    pub namespace: String,
    /// The name of the Deployment that serves the API.
    pub server_deployment: String,
    /// What did not make it behind the layers: into the chart, the files, the processes.
    pub dropped: Vec<Dropped>,
}

impl Model {
    /// Renders and decodes a release of the `user`'s merged values.
    pub fn of(user: &Value, target: &Target<'_>) -> Result<Self, TemplateError> {
        let mut dropped: Vec<Dropped> = unread(target.chart, user)
            .into_iter()
            .map(|(path, value)| Dropped { path, origin: value.origin, reason: Reason::UnreadByChart })
            .collect();
        let values = coalesce(user.clone(), target.defaults, target.helm, &mut dropped);
        let rendered = target.chart.render(&Context {
            values: &values,
            release: target.release,
            namespace: target.namespace,
            chart: target.chart_name,
            helm: target.helm,
            partly_known: if target.defaults_are_complete { &[] } else { target.chart.partly_known() },
        })?;
        let processes = rendered
            .processes
            .into_iter()
            .map(|process| {
                let model = process.files.map(|files| {
                    let merged = merge_files(&files, &mut dropped);
                    let merged = if target.placeholders_are_unknown { merged.without_placeholders() } else { merged };
                    let decoded = decode(&merged);
                    ProcessModel { name: process.name, merged, decoded, outside: process.outside }
                });
                (process.name, model)
            })
            .collect();
        Ok(Self {
            chart: target.chart,
            values,
            processes,
            secrets: rendered.secrets,
            uses: rendered.uses,
            namespace: rendered.namespace,
            server_deployment: rendered.server,
            dropped,
        })
    }

    /// The process of this name, if it exists and its config is known.
    pub fn process(&self, name: ProcessName) -> Option<&ProcessModel> {
        self.processes.iter().find(|(found, _)| *found == name).and_then(|(_, model)| model.as_ref())
    }

    /// The process that serves the API.
    pub fn server(&self) -> Option<&ProcessModel> {
        self.process(ProcessName::Flyte).or_else(|| self.process(ProcessName::Flyteadmin))
    }

    /// Whether the sync of cluster resources is a pod of its own that asks flyteadmin, and not the database
    /// (`charts/flyte-core/templates/clusterresourcesync/deployment.yaml`, v1.16.8).
    pub fn syncs_as_a_client(&self) -> bool {
        let sync = |path: &[&str]| {
            let path: Vec<&str> = ["cluster_resource_manager"].iter().chain(path).copied().collect();
            self.values.at(&path).map(Value::is_truthy)
        };
        self.chart == Chart::FlyteCore
            && sync(&["enabled"]) != Some(false)
            && sync(&["config", "cluster_resources", "standaloneDeployment"]) == Some(true)
    }

    /// The process that runs workflows, and calls the API.
    pub fn propeller(&self) -> Option<&ProcessModel> {
        self.process(ProcessName::Flyte).or_else(|| self.process(ProcessName::Flytepropeller))
    }
}
