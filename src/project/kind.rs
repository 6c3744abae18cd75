//! Detects files that are not values files.

use std::path::Path;

use super::{LintJob, ProjectError};
use crate::chart::{DeploymentManifest, Sign};
use crate::diagnostic::near;
use crate::flyte::config::{Admin, section::Section as _};
use crate::lint::WhyUnchecked;
use crate::text::text_of;
use crate::values::{Inputs, LayerError, Layered, SourceId, Value, documents};
use crate::values_file::{NotValues, ValuesFileError};

/// What files contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ContentKind {
    /// Values of flyte-binary or flyte-core
    Values,
    /// `config.yaml` of flytectl and pyflyte
    ClientConfig,
}

impl LintJob {
    /// Returns why files that cannot be checked as values are reported nevertheless: they contain values for Flyte in
    /// another form or, if they would be `passed_over`, look like values of Flyte.
    pub(super) fn why_unchecked(
        &self,
        inputs: &Inputs,
        error: &ProjectError,
        passed_over: bool,
    ) -> Option<WhyUnchecked> {
        let may_be = matches!(
            error,
            ProjectError::ValuesFile(
                ValuesFileError::NotValues(NotValues::Held(_) | NotValues::Manifest { .. })
                    | ValuesFileError::Helm(LayerError::Parse { .. })
            ) | ProjectError::NotFlyte
                | ProjectError::Chart(_)
                | ProjectError::ChartOrClientConfig(_)
        );
        if !may_be || self.kind == Some(ContentKind::ClientConfig) {
            return None;
        }
        let mut manifests = DeploymentManifest::all_in(&Layered::unread(inputs).sources);
        manifests.retain(|manifest| manifest.is_flyte || !self.from_folder);
        if !manifests.is_empty() {
            return Some(WhyUnchecked::Manifests(manifests));
        }
        if !passed_over
            || matches!(error, ProjectError::ValuesFile(ValuesFileError::NotValues(NotValues::Manifest { .. })))
        {
            return None;
        }
        let file = inputs.files.first()?;
        if let ProjectError::ValuesFile(ValuesFileError::Helm(LayerError::Parse { error, .. })) = error {
            let is_template =
                self.files.iter().flat_map(|file| file.components()).any(|part| part.as_os_str() == "templates");
            let key = Sign::in_text(&text_of(&file.bytes)).filter(|_| !is_template)?;
            return Some(WhyUnchecked::Unreadable { key, error: error.to_string() });
        }
        let values = documents(&file.bytes, SourceId(0))?;
        values.iter().find_map(Sign::in_values).map(WhyUnchecked::NoChart)
    }
}

/// Returns whether a file consists of sections in brackets with `key = value` entries.
pub(super) fn is_ini(bytes: &[u8]) -> bool {
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let mut lines = lines.filter(|line| !matches!(line, [] | [b'#' | b';', ..]));
    let is_section = |line: &[u8]| match line {
        [b'[', name @ .., b']'] => name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_'),
        _ => false,
    };
    lines.next().is_some_and(is_section) && lines.any(|line| line.contains(&b'='))
}

/// Returns whether a file that the user calls a client config can be one: it has `admin`, or a key that belongs there.
pub(super) fn has_admin(values: &Value) -> bool {
    values.as_map().is_some_and(|map| {
        map.keys().any(|key| {
            let key = key.to_ascii_lowercase();
            near(&key, ["admin"]).is_some() || Admin::KEYS.contains(&&*key)
        })
    })
}

/// Returns why a file of a directory is skipped, or `None` if the error is to be reported.
pub(super) fn why_not_values(error: &ProjectError, file: &Path) -> Option<String> {
    match error {
        ProjectError::NotFlyte | ProjectError::Chart(_) | ProjectError::ChartOrClientConfig(_) => {
            Some("it contains no settings of Flyte's charts".to_owned())
        }
        ProjectError::NotAClientConfig => Some("it is not a configuration of flytectl and pyflyte".to_owned()),
        ProjectError::ValuesFile(ValuesFileError::NotValues(error)) => Some(match error {
            NotValues::Held(_) => "it is a deployment tool's manifest for another chart".to_owned(),
            NotValues::Manifest { kind } => format!("it is a Kubernetes manifest, `{kind}`"),
            NotValues::ChartFile => "it describes a chart".to_owned(),
            NotValues::ClientConfig => "it is a configuration of flytectl and pyflyte".to_owned(),
            NotValues::Answers => "it contains answers for `flyte-auth generate`".to_owned(),
        }),
        // A file with "values" in its name is meant to be one; any other may be a template.
        ProjectError::ValuesFile(ValuesFileError::Helm(error)) if !is_called_values(file) => {
            Some(format!("Helm does not read it as values: {error}"))
        }
        _ => None,
    }
}

fn is_called_values(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let in_templates = file.components().any(|part| part.as_os_str() == "templates");
    let is_yaml = file.extension().is_none_or(|end| end != "tf" && end != "gotmpl");
    name.contains("values") && is_yaml && !in_templates
}
