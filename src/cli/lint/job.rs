//! One release that is to be checked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::FileKindArg;
use super::settings::Settings;
use crate::chart::{Chart, DeploymentManifest, DetectError, OwnChart, Sign};
use crate::cli::CliError;
use crate::cli::release_args::file_input;
use crate::client::read::has_admin_of_a_client;
use crate::deployment::Deployment;
use crate::diagnostic::near;
use crate::file;
use crate::fix::{self, Exposure, Fixable};
use crate::flyte::FlyteVersion;
use crate::flyte::config::{Admin, section::Section as _};
use crate::lint::{
    ClientConfig, Completeness, LayerReason, LintRelease, Report, Scope, Unchecked, WhyUnchecked, run_with,
};
use crate::release::ReleaseInfo;
use crate::text::{text_of, visible, visible_path};
use crate::values::set::SetKind;
use crate::values::{HelmVersion, Inputs, LayerError, Layered, SourceId, Value, documents, layer};
use crate::values_file::NotValues;

/// A release: where its values are, and how it is checked.
pub(super) struct LintJob {
    /// Its files, in the order of their layers; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// How standard input is called.
    pub stdin_name: Option<String>,
    /// Flags of the `--set` family.
    pub flags: Vec<(SetKind, String)>,
    pub helm: HelmVersion,
    /// Its chart, if someone said.
    pub chart: Option<Chart>,
    pub own_chart: Option<Arc<OwnChart>>,
    pub flyte: FlyteVersion,
    pub name: String,
    /// Its name in the settings.
    pub configured: Option<String>,
    /// Whether the settings name it, and the command line only one of its files.
    pub is_extended: bool,
    pub namespace: String,
    /// How much of the release the files are.
    pub completeness: Completeness,
    pub settings: Arc<Settings>,
    /// Whether it was found in a folder, so that it may be something else.
    pub from_folder: bool,
    /// What its files are; `None` where that is found from what is in them.
    pub kind: Option<FileKindArg>,
    /// The deployment that a client config is for.
    pub deployment: Option<Arc<Deployment>>,
}

/// What came of checking a release.
pub(super) struct JudgedRelease {
    /// What was found, and what the release lets in.
    pub found: fix::FixableRelease,
    /// Why the values were checked as one layer, if they were.
    pub layer_reason: Option<LayerReason>,
    /// Whether they enable authentication by themselves; `None` for a client config.
    pub is_whole: Option<bool>,
    /// How much of it fixes would fix.
    pub fixable: Fixable,
}

impl JudgedRelease {
    /// Of what fixes were not tried on.
    const fn of(report: Report, exposure: Option<Exposure>) -> Self {
        let fixable = Fixable { safely: 0, unsafely: 0 };
        Self { found: fix::FixableRelease { report, exposure }, layer_reason: None, is_whole: None, fixable }
    }
}

/// What became of a job.
pub(super) enum JobOutcome {
    /// The files were checked.
    Judged(Box<JudgedRelease>),
    /// It holds values that are not checked.
    Unchecked(Box<Report>),
    /// It is not a values file of Flyte.
    PassedOver { file: PathBuf, because: String },
}

impl LintJob {
    /// Reads its files.
    pub(super) fn inputs(&self) -> Result<Inputs, CliError> {
        let files = self.files.iter().map(|name| {
            let mut file = file_input(name)?;
            if let (true, Some(name)) = (is_stdin(name), &self.stdin_name) {
                file.name = name.as_str().into();
            }
            Ok(file)
        });
        Ok(Inputs { files: files.collect::<Result<_, CliError>>()?, flags: self.flags.clone(), helm: self.helm })
    }

    /// Its files as they are called in reports.
    pub(super) fn name_of_files(&self) -> String {
        let names = self.files.iter().map(|name| match &self.stdin_name {
            Some(given) if is_stdin(name) => visible(given),
            None if is_stdin(name) => "<stdin>".to_owned(),
            _ => visible_path(name),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// Whether standard input is one of its files.
    pub(super) fn reads_stdin(&self) -> bool {
        self.files.iter().any(|name| is_stdin(name))
    }

    /// Reads and checks it, and tries what fixes would fix.
    pub(super) fn run(&self) -> Result<JobOutcome, CliError> {
        let inputs = self.inputs()?;
        let mut outcome = self.run_with(&inputs)?;
        if let JobOutcome::Judged(judged) = &mut outcome {
            self.try_fixes(&inputs, judged);
        }
        Ok(outcome)
    }

    /// Counts what fixes would fix, and leaves out those that would not be made.
    pub(super) fn try_fixes(&self, inputs: &Inputs, judged: &mut JudgedRelease) {
        let judge = |inputs: &Inputs| self.judge(inputs).map(|judged| judged.found);
        judged.fixable = fix::fixable(inputs, &mut judged.found, &judge);
    }

    /// Judges values, unless they are none.
    pub(super) fn run_with(&self, inputs: &Inputs) -> Result<JobOutcome, CliError> {
        let error = match self.judge(inputs) {
            Ok(judged) => return Ok(JobOutcome::Judged(Box::new(judged))),
            Err(error) => error,
        };
        let passed_over = self.files.first().filter(|_| self.from_folder).and_then(|file| {
            let because = why_not_values(&error, file)?;
            Some(JobOutcome::PassedOver { file: file.clone(), because })
        });
        match (self.why_unchecked(inputs, &error, passed_over.is_some()), passed_over) {
            (Some(because), _) => Ok(JobOutcome::Unchecked(Box::new(self.unchecked(inputs, because)))),
            (None, Some(passed_over)) => Ok(passed_over),
            (None, None) => Err(error),
        }
    }

    /// The same, of whose files it is known that they are values.
    pub(super) fn of_values(mut self) -> Self {
        self.kind = Some(FileKindArg::Values);
        self
    }

    /// Judges values or a client config.
    pub(super) fn judge(&self, inputs: &Inputs) -> Result<JudgedRelease, CliError> {
        let may_be_client = self.kind != Some(FileKindArg::Values);
        if may_be_client && inputs.files.iter().any(|file| is_ini(&file.bytes)) {
            return Err(CliError::OldClientConfig);
        }
        let read = |inputs: &Inputs| layer(inputs, &|name| file::read_named(name));
        let layered = read(inputs)?;
        if may_be_client {
            let as_client = client_inputs(inputs).map(|inputs| read(&inputs)).transpose()?;
            let file = as_client.as_ref().unwrap_or(&layered);
            if let Some(report) = self.judge_client_config(file)? {
                return Ok(JudgedRelease::of(report, None));
            }
        }
        NotValues::refuse(&layered)?;
        let may_be_either = self.kind.is_none() && self.chart.is_none() && self.own_chart.is_none();
        if may_be_either && has_admin_of_a_client(&layered.values) {
            return Err(CliError::ChartOrClientConfig(DetectError::Neither));
        }
        if self.from_folder && !Chart::is_surely_flyte(&layered.values) {
            return Err(CliError::NotFlyte);
        }
        let info = ReleaseInfo {
            own_chart: self.own_chart.as_deref(),
            helm: inputs.helm,
            ..ReleaseInfo::new(&self.name, &self.namespace, self.chart, self.flyte)
        };
        let release = LintRelease::of(&layered, info, self.completeness).map_err(|error| {
            if self.kind.is_none() && has_admin(&layered.values) {
                CliError::ChartOrClientConfig(error)
            } else {
                CliError::Chart(error)
            }
        })?;
        let mut report = run_with(&release, &self.settings.policy);
        self.settings.baseline.apply(&mut report);
        report.release.clone_from(&self.configured);
        let judged = JudgedRelease::of(report, Some(Exposure::of(&release)));
        Ok(JudgedRelease {
            layer_reason: release.layer_reason,
            is_whole: Some(release.scope == Scope::On && release.layer_reason.is_none()),
            ..judged
        })
    }
}

impl LintJob {
    /// Why files that are not checked as values are reported: they hold values for Flyte in another form, or, of those
    /// that would be `passed_over`, look like values of Flyte.
    fn why_unchecked(&self, inputs: &Inputs, error: &CliError, passed_over: bool) -> Option<WhyUnchecked> {
        let may_be = matches!(
            error,
            CliError::NotValues(NotValues::Held(_) | NotValues::Manifest { .. })
                | CliError::Values(LayerError::Parse { .. })
                | CliError::NotFlyte
                | CliError::Chart(_)
                | CliError::ChartOrClientConfig(_)
        );
        if !may_be || self.kind == Some(FileKindArg::ClientConfig) {
            return None;
        }
        let mut manifests = DeploymentManifest::all_in(&Layered::unread(inputs).sources);
        manifests.retain(|manifest| manifest.is_flyte || !self.from_folder);
        if !manifests.is_empty() {
            return Some(WhyUnchecked::Manifests(manifests));
        }
        if !passed_over || matches!(error, CliError::NotValues(NotValues::Manifest { .. })) {
            return None;
        }
        let file = inputs.files.first()?;
        if let CliError::Values(LayerError::Parse { error, .. }) = error {
            let is_template =
                self.files.iter().flat_map(|file| file.components()).any(|part| part.as_os_str() == "templates");
            let key = Sign::in_text(&text_of(&file.bytes)).filter(|_| !is_template)?;
            return Some(WhyUnchecked::Unreadable { key, error: error.to_string() });
        }
        let values = documents(&file.bytes, SourceId(0))?;
        values.iter().find_map(Sign::in_values).map(WhyUnchecked::NoChart)
    }

    /// What is reported of files that are not checked.
    fn unchecked(&self, inputs: &Inputs, because: WhyUnchecked) -> Report {
        let read = layer(inputs, &|name| file::read_named(name));
        let layered = read.unwrap_or_else(|_| Layered::unread(inputs));
        let mut report =
            run_with(&Unchecked { layered: &layered, because, was_named: !self.from_folder }, &self.settings.policy);
        self.settings.baseline.apply(&mut report);
        report
    }

    /// Judges a client config; `None` if the file is none.
    fn judge_client_config(&self, layered: &Layered) -> Result<Option<Report>, CliError> {
        let is_told = self.kind == Some(FileKindArg::ClientConfig);
        if !ClientConfig::is_one(&layered.values) {
            if !is_told {
                return Ok(None);
            }
            if self.from_folder || !has_admin(&layered.values) {
                return Err(CliError::NotAClientConfig);
            }
        }
        let config = ClientConfig::of(layered, self.deployment.as_deref());
        let mut report = run_with(&config, &self.settings.policy);
        self.settings.baseline.apply(&mut report);
        Ok(Some(report))
    }
}

/// How a file is read as a client config, where that is another way than as values: flags are about values.
fn client_inputs(inputs: &Inputs) -> Option<Inputs> {
    let is_the_same = inputs.flags.is_empty() && inputs.helm == ClientConfig::READ_AS;
    (!is_the_same).then(|| Inputs { files: inputs.files.clone(), flags: Vec::new(), helm: ClientConfig::READ_AS })
}

/// Whether a file is of sections in brackets with `key = value` in them.
fn is_ini(bytes: &[u8]) -> bool {
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let mut lines = lines.filter(|line| !matches!(line, [] | [b'#' | b';', ..]));
    let is_section = |line: &[u8]| match line {
        [b'[', name @ .., b']'] => name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_'),
        _ => false,
    };
    lines.next().is_some_and(is_section) && lines.any(|line| line.contains(&b'='))
}

/// Whether a file that is said to be a client config can be one: it says something of `admin`, or what belongs there.
fn has_admin(values: &Value) -> bool {
    values.as_map().is_some_and(|map| {
        map.keys().any(|key| {
            let key = key.to_ascii_lowercase();
            near(&key, ["admin"]).is_some() || Admin::KEYS.contains(&&*key)
        })
    })
}

/// Why a file of a folder is passed over; `None` where the error counts.
fn why_not_values(error: &CliError, file: &Path) -> Option<String> {
    match error {
        CliError::NotFlyte | CliError::Chart(_) | CliError::ChartOrClientConfig(_) => {
            Some("it contains no settings of Flyte's charts".to_owned())
        }
        CliError::NotAClientConfig => Some("it is not a configuration of flytectl and pyflyte".to_owned()),
        CliError::NotValues(error) => Some(match error {
            NotValues::Held(_) => "it is a deployment tool's manifest for another chart".to_owned(),
            NotValues::Manifest { kind } => format!("it is a Kubernetes manifest, `{kind}`"),
            NotValues::ChartFile => "it describes a chart".to_owned(),
            NotValues::ClientConfig => "it is a configuration of flytectl and pyflyte".to_owned(),
            NotValues::Answers => "it contains answers for `flyte-auth generate`".to_owned(),
        }),
        // What is called values is meant to be; anything else may be a template.
        CliError::Values(error) if !is_called_values(file) => Some(format!("Helm does not read it as values: {error}")),
        _ => None,
    }
}

/// Whether a name stands for standard input.
pub(super) fn is_stdin(name: &Path) -> bool {
    name.to_str().is_some_and(|name| name.trim() == "-")
}

fn is_called_values(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let in_templates = file.components().any(|part| part.as_os_str() == "templates");
    let is_yaml = file.extension().is_none_or(|end| end != "tf" && end != "gotmpl");
    name.contains("values") && is_yaml && !in_templates
}
