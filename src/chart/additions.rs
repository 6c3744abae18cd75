//! The user's additions to a pod: volumes, variables, arguments, and annotations for injectors.

use super::{Chart, ProcessName};
use crate::flyte::SECRETS_FOLDER;
use crate::values::{Value, is_placeholder};

/// The paths of a component's values that are added to its pod.
#[derive(Debug)]
pub(super) struct Additions {
    pub(super) volumes: [&'static str; 2],
    pub(super) mounts: [&'static str; 2],
    /// The variables, and whether they go through `tpl`.
    pub(super) env: ([&'static str; 2], bool),
    /// Lists of Secrets and ConfigMaps all of whose keys become variables.
    pub(super) env_from: &'static [[&'static str; 2]],
    pub(super) annotations: [&'static str; 2],
    /// Annotations on everything that the chart creates.
    pub(super) all_annotations: &'static [[&'static str; 1]],
    /// The arguments of the process, which go through `tpl`.
    pub(super) arguments: Option<[&'static str; 2]>,
}

/// Returns whether a mounted folder or file contains `file`, or is it.
pub(super) fn holds(folder: &str, file: Option<&str>) -> bool {
    let below = file.and_then(|file| file.strip_prefix(folder.trim_end_matches('/')));
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns whether annotations may make an injector, such as Vault's, put a secret into the pod: as a variable, or as a
/// file. Injectors do not write into a folder that the chart mounts unless an annotation names it.
pub(super) fn may_inject(annotations: &Value, file: Option<&str>, variable: Option<&str>) -> bool {
    let Some(map) = annotations.as_map() else {
        return true;
    };
    let is_open = map.keys().any(|key| is_placeholder(key));
    let speaks = map.keys().any(|key| {
        let key = key.to_ascii_lowercase();
        // `checksum/secret` only triggers restarts.
        !key.starts_with("checksum/") && INJECTORS.iter().any(|word| key.contains(word))
    });
    let names_folder = map.values().filter_map(|entry| entry.value.as_str());
    let is_free = file.is_none_or(|file| !holds(SECRETS_FOLDER, Some(file)))
        || variable.is_some()
        || names_folder.into_iter().any(|text| holds(text, file));
    is_open || (speaks && is_free)
}

/// Words in the keys of injectors' annotations.
const INJECTORS: [&str; 5] = ["inject", "vault", "secret", "akeyless", "conjur"];

/// The kind of an addition to a pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PodPart {
    Volume,
    /// Mounts of volumes.
    Mount,
    /// Environment variables.
    Variable,
    /// Arguments of the process.
    Argument,
}

/// A list in the values whose items the chart copies into a pod.
#[derive(Debug, Clone, Copy)]
pub struct PodAddition {
    pub part: PodPart,
    /// The path in the chart's values.
    pub path: [&'static str; 2],
}

impl PodAddition {
    /// Returns the path of a process's list, if a user can add to it.
    pub fn path_in(chart: Chart, process: ProcessName, part: PodPart) -> Option<[&'static str; 2]> {
        let additions = chart.additions(process)?;
        match part {
            PodPart::Volume => Some(additions.volumes),
            PodPart::Mount => Some(additions.mounts),
            PodPart::Variable => Some(additions.env.0),
            PodPart::Argument => additions.arguments,
        }
    }

    /// Returns the additions of a chart.
    pub fn of(chart: Chart) -> Vec<Self> {
        let processes =
            [ProcessName::Flyte, ProcessName::Flyteadmin, ProcessName::Flytepropeller, ProcessName::Flytescheduler];
        processes
            .into_iter()
            .flat_map(|process| {
                let parts = [PodPart::Volume, PodPart::Mount, PodPart::Variable, PodPart::Argument].into_iter();
                parts.filter_map(move |part| Some(Self { part, path: Self::path_in(chart, process, part)? }))
            })
            .collect()
    }
}
