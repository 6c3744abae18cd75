//! The pod of a process: the files, variables and arguments of its main container, as far as values show.

mod file;
mod mount;
mod read;
mod volume;

pub use file::FileIn;
pub use mount::Mount;
pub(super) use read::read;
pub use volume::{PodMount, PodVolume, Variable, VariableValue, VolumeContent, mounted_secrets};

use super::ProcessName;
use super::additions::{holds, may_inject};
use crate::flyte::{Override, of_arguments, of_variables};
use crate::values::{Path, Value};

/// The main container of a pod.
#[derive(Debug, Clone, PartialEq)]
pub struct Pod {
    pub process: ProcessName,
    /// The volumes, the chart's own first.
    pub volumes: Vec<PodVolume>,
    /// The mounts, the chart's own first.
    pub mounts: Vec<PodMount>,
    /// The variables that the user adds.
    pub variables: Vec<Variable>,
    /// Secrets all of whose keys are variables.
    pub variables_of: Vec<String>,
    /// The arguments that the user adds, each with its path in the values.
    pub arguments: Vec<(Path, Value)>,
    /// The path at which a user adds mounts.
    pub mounts_at: [&'static str; 2],
    /// Whether the volumes and mounts are incomplete because a placeholder is still to be filled in.
    pub is_open: bool,
    /// Annotations for injectors.
    annotations: Vec<Value>,
    /// Whether all keys of a ConfigMap or Secret are variables.
    has_variables_of: bool,
}

impl Pod {
    /// Creates a pod with the chart's own parts.
    pub(super) fn new(process: ProcessName) -> Self {
        Self {
            process,
            volumes: Vec::new(),
            mounts: Vec::new(),
            variables: Vec::new(),
            variables_of: Vec::new(),
            arguments: Vec::new(),
            mounts_at: ["", ""],
            is_open: false,
            annotations: Vec::new(),
            has_variables_of: false,
        }
    }

    /// Adds a volume of the chart, and its mount if the main container has it.
    #[must_use]
    pub(super) fn with(mut self, name: &str, secrets: &[&str], folder: Option<&str>) -> Self {
        let content =
            secrets.iter().map(|secret| VolumeContent::Secret { name: (*secret).to_owned(), items: None }).collect();
        self.volumes.push(PodVolume { name: name.to_owned(), content, written: None });
        self.mounts.extend(folder.map(|folder| PodMount {
            volume: name.to_owned(),
            path: folder.to_owned(),
            sub_path: None,
            written: None,
        }));
        self
    }

    /// Returns whether a file or a variable may come from the user's additions to the pod, from a Secret or elsewhere.
    /// An unknown value, such as a placeholder, may provide it.
    pub fn may_add(&self, file: Option<&str>, variable: Option<&str>) -> bool {
        let mut mounts = self.mounts.iter().filter(|mount| mount.written.is_some());
        let mut names = self.variables.iter().map(|variable| variable.name.as_deref());
        self.is_open
            || mounts.any(|mount| holds(&mount.path, file))
            || names.any(|name| name.is_none_or(|name| Some(name) == variable))
            || self.has_variables_of
            || self.annotations.iter().any(|annotations| may_inject(annotations, file, variable))
    }

    /// Returns whether the user's additions to the pod may bring files, whatever their paths.
    pub fn may_add_files(&self) -> bool {
        self.is_open
            || self.mounts.iter().any(|mount| mount.written.is_some())
            || self.annotations.iter().any(|annotations| may_inject(annotations, None, None))
    }

    /// Returns whether annotations on the pod may inject a file.
    pub fn may_inject(&self, file: &str) -> bool {
        self.annotations.iter().any(|annotations| may_inject(annotations, Some(file), None))
    }

    /// Returns the Secrets that may provide a variable or a file, each with the key, the most likely first: a variable
    /// takes precedence over a file, and the deepest mount over those around it.
    pub fn secrets_with(&self, file: Option<&str>, variable: Option<&str>) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for one in self.variables.iter().filter(|one| one.name.as_deref().is_some_and(|name| Some(name) == variable)) {
            if let VariableValue::Secret { name, key } = &one.value {
                found.push((name.clone(), key.clone()));
            }
        }
        if !found.is_empty() {
            return found;
        }
        let mut files: Vec<(usize, String, String)> = Vec::new();
        for (name, mount) in self.mounted_secrets() {
            if let Some(key) = file.and_then(|file| mount.key_of(file)) {
                files.push((mount.folder.len(), name, key));
            }
        }
        let deepest = files.iter().map(|(depth, ..)| *depth).max();
        found.extend(files.into_iter().filter(|(depth, ..)| Some(*depth) == deepest).map(|(_, name, key)| (name, key)));
        if found.is_empty()
            && let Some(variable) = variable
        {
            // A Secret whose keys are all variables may only provide it if no file is named.
            found.extend(self.variables_of.iter().map(|name| (name.clone(), variable.to_owned())));
        }
        found
    }

    /// Returns the mounted Secrets with their mounts.
    fn mounted_secrets(&self) -> Vec<(String, Mount)> {
        volume::mounted(&self.volumes, &self.mounts)
    }

    /// Returns the settings of Flyte's configuration in arguments and variables, those that take precedence last.
    pub fn overrides(&self) -> Vec<Override> {
        let variables = self.variables.iter().filter_map(|variable| {
            let value = match &variable.value {
                VariableValue::Text(value) => value.clone(),
                VariableValue::Secret { .. } | VariableValue::Other => variable.unknown(),
            };
            Some((variable.written.clone(), variable.name.as_deref()?, value))
        });
        let mut all = of_variables(variables);
        all.extend(of_arguments(&self.arguments));
        all
    }
}
