//! What a user's own values add to a pod: volumes, variables, and annotations that something else acts upon.

use super::{Chart, ProcessName};
use crate::flyte::SECRETS_FOLDER;
use crate::values::{Value, is_placeholder};

/// Where a component's values add to its pod.
#[derive(Debug)]
pub(super) struct Additions {
    pub(super) volumes: [&'static str; 2],
    pub(super) mounts: [&'static str; 2],
    /// The variables, and whether they go through `tpl`.
    pub(super) env: ([&'static str; 2], bool),
    /// Names of Secrets and ConfigMaps whose keys are all variables.
    pub(super) env_from: &'static [[&'static str; 2]],
    pub(super) annotations: [&'static str; 2],
    /// Annotations for everything that the chart makes.
    pub(super) all_annotations: &'static [[&'static str; 1]],
    /// The arguments of the process, which go through `tpl`.
    pub(super) arguments: Option<[&'static str; 2]>,
}

/// Whether a file is in a folder, or is what is mounted itself.
pub(super) fn holds(folder: &str, file: Option<&str>) -> bool {
    let below = file.and_then(|file| file.strip_prefix(folder.trim_end_matches('/')));
    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether annotations speak to something that puts secrets into pods, as those of Vault's and other injectors do: as
/// variables, or as files, which cannot be in a folder that the chart mounts unless one says that it is theirs.
pub(super) fn may_inject(annotations: &Value, file: Option<&str>, variable: Option<&str>) -> bool {
    let Some(map) = annotations.as_map() else {
        return true;
    };
    let is_open = map.keys().any(|key| is_placeholder(key));
    let speaks = map.keys().any(|key| {
        let key = key.to_ascii_lowercase();
        // `checksum/secret` is there for restarts.
        !key.starts_with("checksum/") && INJECTORS.iter().any(|word| key.contains(word))
    });
    let names_folder = map.values().filter_map(|entry| entry.value.as_str());
    let is_free = file.is_none_or(|file| !holds(SECRETS_FOLDER, Some(file)))
        || variable.is_some()
        || names_folder.into_iter().any(|text| holds(text, file));
    is_open || (speaks && is_free)
}

/// What is in the keys of such annotations.
const INJECTORS: [&str; 5] = ["inject", "vault", "secret", "akeyless", "conjur"];

/// What a list of a user's own values adds to a pod.
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

/// A list of values whose items the chart writes into a pod as they are.
#[derive(Debug, Clone, Copy)]
pub struct PodAddition {
    /// What its items are.
    pub part: PodPart,
    /// Its path in the chart's values.
    pub path: [&'static str; 2],
}

impl PodAddition {
    /// Those of a chart.
    pub fn of(chart: Chart) -> Vec<Self> {
        let processes =
            [ProcessName::Flyte, ProcessName::Flyteadmin, ProcessName::Flytepropeller, ProcessName::Flytescheduler];
        processes
            .into_iter()
            .filter_map(|process| chart.additions(process))
            .flat_map(|additions| {
                let of = |part, path| Self { part, path };
                let lists = [
                    of(PodPart::Volume, additions.volumes),
                    of(PodPart::Mount, additions.mounts),
                    of(PodPart::Variable, additions.env.0),
                ];
                lists.into_iter().chain(additions.arguments.map(|path| of(PodPart::Argument, path)))
            })
            .collect()
    }
}
