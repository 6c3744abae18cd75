//! One release to check.

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

/// A release to check, with the settings for it.
pub struct LintJob {
    /// The files in the order of their layers; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// The name of standard input in reports.
    pub stdin_name: Option<String>,
    /// Flags of the `--set` family.
    pub flags: Vec<(SetKind, String)>,
    pub helm: HelmVersion,
    /// The chart, if it is given.
    pub chart: Option<Chart>,
    pub own_chart: Option<Arc<OwnChart>>,
    pub flyte: FlyteVersion,
    pub name: String,
    /// The release's name in the settings.
    pub configured: Option<String>,
    /// Whether the command line named only one of the files, and the settings added the others.
    pub is_extended: bool,
    pub namespace: String,
    /// How much of the release the files are.
    pub completeness: Completeness,
    pub settings: Arc<Settings>,
    /// Whether the file was found in a directory, so that it may be something else.
    pub from_folder: bool,
    /// The kind of the files; `None` to detect it from their content.
    pub kind: Option<ContentKind>,
    /// The deployment that a client config is for.
    pub deployment: Option<Arc<Deployment>>,
}

/// The result of checking a release.
pub struct CheckedRelease {
    /// The report, and what the release is exposed to.
    pub found: fix::FixableRelease,
    /// The reason why the values were checked as one layer, if they were.
    pub layer_reason: Option<LayerReason>,
    /// Whether the values enable authentication by themselves; `None` for a client config.
    pub is_whole: Option<bool>,
    /// How many findings could be fixed.
    pub fixable: Fixable,
}

impl CheckedRelease {
    /// Creates a result whose fixes were not tried.
    const fn of(report: Report, exposure: Option<Exposure>) -> Self {
        let fixable = Fixable { safely: 0, unsafely: 0 };
        Self { found: fix::FixableRelease { report, exposure }, layer_reason: None, is_whole: None, fixable }
    }
}

/// The outcome of a job.
pub enum JobOutcome {
    Checked(Box<CheckedRelease>),
    /// The files hold values that cannot be checked.
    Unchecked(Box<Report>),
    /// The file is not a values file of Flyte.
    PassedOver {
        file: PathBuf,
        because: String,
    },
}

impl LintJob {
    /// Reads the files.
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

    /// Returns the files' names for reports.
    pub fn name_of_files(&self) -> String {
        let names = self.files.iter().map(|name| match &self.stdin_name {
            Some(given) if is_stdin(name) => visible(given),
            None if is_stdin(name) => STDIN.to_owned(),
            _ => visible_path(name),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// Returns whether standard input is one of the files.
    pub fn reads_stdin(&self) -> bool {
        self.files.iter().any(is_stdin)
    }

    /// Reads and checks the release, and tries its fixes.
    pub fn run(&self) -> Result<JobOutcome, ProjectError> {
        let inputs = self.inputs()?;
        let mut outcome = self.run_with(&inputs)?;
        if let JobOutcome::Checked(checked) = &mut outcome {
            self.try_fixes(&inputs, checked);
        }
        Ok(outcome)
    }

    /// Counts the findings that could be fixed, and removes fixes that wouldn't be applied.
    pub fn try_fixes(&self, inputs: &Inputs, checked: &mut CheckedRelease) {
        let check = |inputs: &Inputs| self.check(inputs).map(|checked| checked.found);
        checked.fixable = fix::fixable(inputs, &mut checked.found, &check);
    }

    /// Checks the inputs, or finds out why they cannot be checked.
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

    /// Sets the kind to values.
    pub fn of_values(mut self) -> Self {
        self.kind = Some(ContentKind::Values);
        self
    }

    /// Checks values or a client config.
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
    /// Returns the report for files that aren't checked.
    fn unchecked(&self, inputs: &Inputs, because: WhyUnchecked) -> Report {
        let read = layer(inputs, &|name| file::read_named(name));
        let layered = read.unwrap_or_else(|_| Layered::unread(inputs));
        let mut report =
            run_with(&Unchecked { layered: &layered, because, was_named: !self.from_folder }, &self.settings.policy);
        self.settings.baseline.apply(&mut report);
        report
    }

    /// Checks a client config. Returns `None` if the file is something else.
    fn check_client_config(&self, layered: &Layered) -> Result<Option<Report>, ProjectError> {
        let is_client_config = self.kind == Some(ContentKind::ClientConfig);
        if !ClientConfig::is_one(&layered.values) {
            if !is_client_config {
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

/// Returns the inputs read as a client config if that differs from reading them as values: flags apply only to values.
fn client_inputs(inputs: &Inputs) -> Option<Inputs> {
    let is_the_same = inputs.flags.is_empty() && inputs.helm == ClientConfig::READ_AS;
    (!is_the_same).then(|| Inputs { files: inputs.files.clone(), flags: Vec::new(), helm: ClientConfig::READ_AS })
}
