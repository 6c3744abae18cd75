//! One release that is to be checked.

use std::path::PathBuf;
use std::sync::Arc;

use super::kind::{has_admin, is_ini, why_not_values};
use super::settings::Settings;
use super::{ContentKind, ProjectError};
use crate::chart::{Chart, DetectError, OwnChart};
use crate::client::read::has_admin_of_a_client;
use crate::deployment::Deployment;
use crate::file::{self, FileError, STDIN, is_stdin};
use crate::fix::{self, Exposure, Fixable};
use crate::flyte::FlyteVersion;
use crate::lint::{
    ClientConfig, Completeness, LayerReason, LintRelease, Report, Scope, Unchecked, WhyUnchecked, run_with,
};
use crate::release::ReleaseInfo;
use crate::text::{visible, visible_path};
use crate::values::set::SetKind;
use crate::values::{HelmVersion, Inputs, Layered, layer};
use crate::values_file::{self, NotValues, ValuesFileError};

/// A release: where its values are, and how it is checked.
pub struct LintJob {
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
    pub kind: Option<ContentKind>,
    /// The deployment that a client config is for.
    pub deployment: Option<Arc<Deployment>>,
}

/// What came of checking a release.
pub struct CheckedRelease {
    /// What was found, and what the release lets in.
    pub found: fix::FixableRelease,
    /// Why the values were checked as one layer, if they were.
    pub layer_reason: Option<LayerReason>,
    /// Whether they enable authentication by themselves; `None` for a client config.
    pub is_whole: Option<bool>,
    /// How much of it fixes would fix.
    pub fixable: Fixable,
}

impl CheckedRelease {
    /// Of what fixes were not tried on.
    const fn of(report: Report, exposure: Option<Exposure>) -> Self {
        let fixable = Fixable { safely: 0, unsafely: 0 };
        Self { found: fix::FixableRelease { report, exposure }, layer_reason: None, is_whole: None, fixable }
    }
}

/// What became of a job.
pub enum JobOutcome {
    /// The files were checked.
    Checked(Box<CheckedRelease>),
    /// It holds values that are not checked.
    Unchecked(Box<Report>),
    /// It is not a values file of Flyte.
    PassedOver { file: PathBuf, because: String },
}

impl LintJob {
    /// Reads its files.
    pub fn inputs(&self) -> Result<Inputs, FileError> {
        let files = self.files.iter().map(|name| {
            let mut file = values_file::input(name)?;
            if let (true, Some(name)) = (is_stdin(name), &self.stdin_name) {
                file.name = name.as_str().into();
            }
            Ok(file)
        });
        Ok(Inputs { files: files.collect::<Result<_, FileError>>()?, flags: self.flags.clone(), helm: self.helm })
    }

    /// Its files as they are called in reports.
    pub fn name_of_files(&self) -> String {
        let names = self.files.iter().map(|name| match &self.stdin_name {
            Some(given) if is_stdin(name) => visible(given),
            None if is_stdin(name) => STDIN.to_owned(),
            _ => visible_path(name),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// Whether standard input is one of its files.
    pub fn reads_stdin(&self) -> bool {
        self.files.iter().any(|name| is_stdin(name))
    }

    /// Reads and checks it, and tries what fixes would fix.
    pub fn run(&self) -> Result<JobOutcome, ProjectError> {
        let inputs = self.inputs()?;
        let mut outcome = self.run_with(&inputs)?;
        if let JobOutcome::Checked(checked) = &mut outcome {
            self.try_fixes(&inputs, checked);
        }
        Ok(outcome)
    }

    /// Counts what fixes would fix, and leaves out those that would not be made.
    pub fn try_fixes(&self, inputs: &Inputs, checked: &mut CheckedRelease) {
        let check = |inputs: &Inputs| self.check(inputs).map(|checked| checked.found);
        checked.fixable = fix::fixable(inputs, &mut checked.found, &check);
    }

    /// Checks values, unless they are something else.
    pub fn run_with(&self, inputs: &Inputs) -> Result<JobOutcome, ProjectError> {
        let error = match self.check(inputs) {
            Ok(checked) => return Ok(JobOutcome::Checked(Box::new(checked))),
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
    pub fn of_values(mut self) -> Self {
        self.kind = Some(ContentKind::Values);
        self
    }

    /// Checks values or a client configuration.
    pub fn check(&self, inputs: &Inputs) -> Result<CheckedRelease, ProjectError> {
        let may_be_client = self.kind != Some(ContentKind::Values);
        if may_be_client && inputs.files.iter().any(|file| is_ini(&file.bytes)) {
            return Err(ProjectError::OldClientConfig);
        }
        let read = |inputs: &Inputs| layer(inputs, &|name| file::read_named(name));
        let layered = read(inputs).map_err(ValuesFileError::from)?;
        if may_be_client {
            let as_client =
                client_inputs(inputs).map(|inputs| read(&inputs)).transpose().map_err(ValuesFileError::from)?;
            let file = as_client.as_ref().unwrap_or(&layered);
            if let Some(report) = self.check_client_config(file)? {
                return Ok(CheckedRelease::of(report, None));
            }
        }
        NotValues::refuse(&layered).map_err(ValuesFileError::from)?;
        let may_be_either = self.kind.is_none() && self.chart.is_none() && self.own_chart.is_none();
        if may_be_either && has_admin_of_a_client(&layered.values) {
            return Err(ProjectError::ChartOrClientConfig(DetectError::Neither));
        }
        if self.from_folder && !Chart::is_surely_flyte(&layered.values) {
            return Err(ProjectError::NotFlyte);
        }
        let info = ReleaseInfo {
            own_chart: self.own_chart.as_deref(),
            helm: inputs.helm,
            ..ReleaseInfo::new(&self.name, &self.namespace, self.chart, self.flyte)
        };
        let release = LintRelease::of(&layered, info, self.completeness).map_err(|error| {
            if self.kind.is_none() && has_admin(&layered.values) {
                ProjectError::ChartOrClientConfig(error)
            } else {
                ProjectError::Chart(error)
            }
        })?;
        let mut report = run_with(&release, &self.settings.policy);
        self.settings.baseline.apply(&mut report);
        report.release.clone_from(&self.configured);
        let checked = CheckedRelease::of(report, Some(Exposure::of(&release)));
        Ok(CheckedRelease {
            layer_reason: release.layer_reason,
            is_whole: Some(release.scope == Scope::On && release.layer_reason.is_none()),
            ..checked
        })
    }
}

impl LintJob {
    /// What is reported of files that are not checked.
    fn unchecked(&self, inputs: &Inputs, because: WhyUnchecked) -> Report {
        let read = layer(inputs, &|name| file::read_named(name));
        let layered = read.unwrap_or_else(|_| Layered::unread(inputs));
        let mut report =
            run_with(&Unchecked { layered: &layered, because, was_named: !self.from_folder }, &self.settings.policy);
        self.settings.baseline.apply(&mut report);
        report
    }

    /// Checks a client configuration; `None` if the file is something else.
    fn check_client_config(&self, layered: &Layered) -> Result<Option<Report>, ProjectError> {
        let is_told = self.kind == Some(ContentKind::ClientConfig);
        if !ClientConfig::is_one(&layered.values) {
            if !is_told {
                return Ok(None);
            }
            if self.from_folder || !has_admin(&layered.values) {
                return Err(ProjectError::NotAClientConfig);
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
