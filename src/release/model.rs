//! The effective model of a release: values, chart, and the configuration of each process.

use super::auth_state::turned_on;
use super::{Release, Rendering};
use crate::chart::{Chart, Gap, Gaps, Pod, ProcessName, RenderContext, RenderedSecret, TemplateError, unread};
use crate::flyte::config::{Decoded, decode, decode_layer};
use crate::flyte::{MergedConfig, Override, SecretManager, merge_files};
use crate::values::{Dropped, LossReason, Origin, Value, coalesce};

/// A process with its configuration before and after decoding.
#[derive(Debug, Clone)]
pub struct ProcessModel {
    pub name: ProcessName,
    /// The merged content of its files.
    pub merged: MergedConfig,
    pub decoded: Decoded,
    /// ConfigMaps and Secrets managed outside the chart that are additional config files.
    pub outside: Vec<String>,
    pub pod: Pod,
    /// Settings in its arguments and variables, which override the files.
    pub overrides: Vec<Override>,
}

impl ProcessModel {
    /// Returns the lookup of secrets by name.
    pub fn secret_manager(&self) -> SecretManager {
        SecretManager::of(&self.merged)
    }
}

/// The effective model of a release.
#[derive(Debug, Clone)]
pub struct Model {
    pub chart: Chart,
    /// `.Values`
    pub values: Value,
    /// All processes of the chart; `None` for one that does not exist or whose configuration is unknown.
    pub processes: Vec<(ProcessName, Option<ProcessModel>)>,
    /// The Secrets that the chart renders.
    pub secrets: Vec<RenderedSecret>,
    /// The namespace that the chart installs into.
    pub namespace: String,
    /// The name of the Deployment that serves the API.
    pub server_deployment: String,
    /// Values that were lost between the layers and the processes.
    pub dropped: Vec<Dropped>,
    /// Values that are unknown because Helm cannot evaluate them, in a draft.
    pub gaps: Vec<Gap>,
}

impl Model {
    /// Renders and decodes the `user`'s values. With `gaps`, parts that fail are unknown and recorded there.
    pub(super) fn of(
        release: &Release<'_>,
        user: &Value,
        rendering: Rendering,
        gaps: Option<&Gaps>,
    ) -> Result<Self, TemplateError> {
        let chart = release.chart;
        let mut dropped: Vec<Dropped> = unread(chart, user)
            .into_iter()
            .map(|(path, value)| Dropped { path, origin: value.origin, reason: LossReason::UnreadByChart })
            .collect();
        let user = if rendering.assumes_auth { turned_on(chart, user) } else { user.clone() };
        let values = coalesce(user, &release.defaults(), release.info.helm, &mut dropped);
        // An umbrella chart depends on Flyte's own chart.
        let own_chart = release.info.own_chart.filter(|own| own.dependency.is_none());
        let own_name = own_chart.map(|own| own.name.as_str()).filter(|name| !name.is_empty());
        let rendered = chart.render(&RenderContext {
            values: &values,
            release: release.info.name,
            namespace: release.info.namespace,
            chart: own_name.unwrap_or_else(|| chart.name()),
            helm: release.info.helm,
            defaults_of: own_chart.is_none().then_some(chart),
            gaps,
        })?;
        let processes = rendered
            .processes
            .into_iter()
            .map(|process| {
                let model = process.files.zip(process.pod).map(|(files, pod)| {
                    let overrides = pod.overrides();
                    let mut merged = merge_files(&files, &mut dropped).with_overrides(&overrides, &mut dropped);
                    if rendering.placeholders_are_unknown {
                        merged = merged.without_placeholders();
                    }
                    if rendering.assumes_auth && process.name.is_server() {
                        merged = merged.with_auth_on(&Origin::Assumed);
                    }
                    let decoded = if rendering.is_layer { decode_layer(&merged) } else { decode(&merged) };
                    ProcessModel { name: process.name, merged, decoded, outside: process.outside, pod, overrides }
                });
                (process.name, model)
            })
            .collect();
        Ok(Self {
            chart,
            values,
            processes,
            secrets: rendered.secrets,
            namespace: rendered.namespace,
            server_deployment: rendered.server,
            dropped,
            gaps: gaps.map(Gaps::take).unwrap_or_default(),
        })
    }

    /// Returns the process of this name, if it exists and its configuration is known.
    pub fn process(&self, name: ProcessName) -> Option<&ProcessModel> {
        self.processes.iter().find(|(found, _)| *found == name).and_then(|(_, model)| model.as_ref())
    }

    /// Returns the process that serves the API.
    pub fn server(&self) -> Option<&ProcessModel> {
        self.process(ProcessName::Flyte).or_else(|| self.process(ProcessName::Flyteadmin))
    }

    /// Returns whether the sync of cluster resources logs in to flyteadmin.
    pub fn syncs_as_a_client(&self) -> bool {
        self.process(ProcessName::Syncresources).is_some()
    }

    /// Returns the process whose calls of the API are checked: flytepropeller, or in a control plane without one, the
    /// other process that logs in with the same credentials.
    pub fn caller(&self) -> Option<&ProcessModel> {
        let others = [ProcessName::Flytescheduler, ProcessName::Syncresources];
        self.propeller().or_else(|| others.into_iter().find_map(|name| self.process(name)))
    }

    /// Returns the process that runs workflows and calls the API.
    pub fn propeller(&self) -> Option<&ProcessModel> {
        self.process(ProcessName::Flyte).or_else(|| self.process(ProcessName::Flytepropeller))
    }
}
