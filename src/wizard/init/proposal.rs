//! The files to write, and their findings.

use std::io;
use std::path::{Path, PathBuf};

use super::{InitError, InitRequest};
use crate::answers::{Answers, Checked, Keeping};
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE, Deployment};
use crate::diagnostic::{Applicability, InputFaults, Severity};
use crate::fix::{self, Exposure, FixableRelease, Fixed};
use crate::flyte::FlyteVersion;
use crate::generate::{self, GeneratedFiles, MergeIntoFile, Plane, in_use};
use crate::lint::{Completeness, LintRelease, Report, run};
use crate::values::{FileInput, HelmVersion, Inputs, layer};
use crate::values_file::ValuesFileError;
use crate::wizard::WizardState;

/// The files to write.
pub(super) struct Proposal {
    /// The answers that the files are made from.
    pub checked: Checked,
    pub plan: GeneratedFiles,
    /// The paths of the files.
    pub paths: Vec<PathBuf>,
    /// The existing values file that the first file's settings are merged into.
    pub into: Option<MergeIntoFile>,
    /// The deployment that the values in that file described before, if they did.
    pub before: Option<Deployment>,
}

impl Proposal {
    /// Makes the files for the answers.
    pub(super) fn make(request: &InitRequest, state: &WizardState<'_>) -> Result<Self, InitError> {
        let in_use = in_use(request.into.as_deref(), &request.output);
        let checked = state.input().check(&Keeping { store: &state.vault, in_use }).map_err(InputFaults::of_writing)?;
        let plan = generate::plan(&checked.answers)?;
        let (into, plan) = match &request.into {
            Some(path) => {
                let (existing, plan) = MergeIntoFile::with(path, &request.output, &checked.answers, plan)?;
                (Some(existing), plan)
            }
            None => (None, plan),
        };
        let mut paths: Vec<PathBuf> =
            plan.files.iter().map(|file| generate::in_folder(&request.output, file.name)).collect();
        if let (Some(into), Some(first)) = (&into, paths.first_mut()) {
            first.clone_from(&into.path);
        }
        let before = into.as_ref().and_then(|into| {
            generate::deployment_before(&into.path.to_string_lossy(), &into.before, &checked.answers.deployment)
        });
        Ok(Self { checked, plan, paths, into, before })
    }

    /// Returns the existing files that would be replaced without the user's consent.
    pub(super) fn in_the_way<'a>(&'a self, request: &'a InitRequest) -> Vec<&'a Path> {
        let new = self.plan.files.iter().zip(&self.paths).skip(usize::from(self.into.is_some()));
        new.filter(|(file, path)| file.replaces.is_none() && !file.is_at(path))
            .map(|(_, path)| path.as_path())
            .chain(request.save_answers.as_deref())
            .filter(|path| path.symlink_metadata().is_ok())
            .collect()
    }

    /// Returns a remark if the existing file contains secrets and others may read it.
    pub(super) fn open_to_others(&self) -> Option<String> {
        self.into.as_ref()?.open_to_others(&self.plan)
    }

    /// Returns the values files of the release with flyteadmin.
    pub(super) fn values_files(&self) -> Vec<&Path> {
        let files = self.plan.files.iter().zip(&self.paths);
        files.filter(|(file, _)| file.kind.plane() == Some(Plane::Control)).map(|(_, path)| path.as_path()).collect()
    }

    /// Returns the arguments that name the release to another subcommand.
    pub(super) fn words(&self) -> Vec<String> {
        let deployment = &self.checked.answers.deployment;
        let files = self.values_files().into_iter().map(|path| path.display().to_string());
        let mut words: Vec<String> = files.flat_map(|path| ["-f".to_owned(), path]).collect();
        let version = deployment.version.to_string();
        for (flag, value, default) in [
            ("--release", deployment.release.as_str(), DEFAULT_RELEASE),
            ("--namespace", deployment.namespace.as_str(), DEFAULT_NAMESPACE),
            ("--flyte-version", &version, &FlyteVersion::NEWEST.to_string()),
        ] {
            if value != default {
                words.extend([flag.to_owned(), value.to_owned()]);
            }
        }
        words
    }

    /// Returns the arguments for a subcommand that needs CI's client: values don't name it at an identity provider.
    pub(super) fn words_with_ci(&self) -> Vec<String> {
        let deployment = &self.checked.answers.deployment;
        let mut words = self.words();
        if let Some(ci) = deployment.ci.as_ref().filter(|_| deployment.external().is_some()) {
            words.extend(["--ci-client-id".to_owned(), ci.id.to_string()]);
        }
        words
    }

    pub(super) fn write(&self, request: &InitRequest, force: bool) -> Result<(), InitError> {
        let (into, files) = match (&self.into, self.plan.files.split_first()) {
            (Some(into), Some((_, others))) => (Some(into), others),
            _ => (None, self.plan.files.as_slice()),
        };
        if !files.is_empty() {
            generate::write_files(files, &request.output, force)?;
        }
        if let Some(into) = into {
            into.write()?;
        }
        Ok(())
    }

    /// Returns the values of one cluster's release, if it has any.
    fn inputs(&self, cluster: Plane) -> Option<Inputs> {
        let texts = self.plan.files.iter().enumerate().map(|(index, file)| match (&self.into, index) {
            (Some(into), 0) => (file, into.after.as_str()),
            _ => (file, file.text.as_str()),
        });
        let files: Vec<FileInput> = texts
            .zip(&self.paths)
            .filter(|((file, _), _)| file.kind.plane() == Some(cluster))
            .map(|((_, text), path)| FileInput { name: path.to_string_lossy().into(), bytes: text.as_bytes().into() })
            .collect();
        (!files.is_empty()).then_some(Inputs { files, flags: Vec::new(), helm: HelmVersion::V3 })
    }

    fn all_inputs(&self) -> Vec<Inputs> {
        [Plane::Control, Plane::Data].into_iter().filter_map(|cluster| self.inputs(cluster)).collect()
    }

    /// Lints each release.
    pub(super) fn lint(&self) -> Result<Vec<Report>, InitError> {
        let reports = self.all_inputs();
        reports.iter().map(|inputs| lint(inputs, &self.checked.answers).map(|linted| linted.report)).collect()
    }

    /// Applies the safe fixes to the existing file.
    pub(super) fn fix_existing(&self) -> Result<Option<Fixed>, InitError> {
        let Some(inputs) = self.inputs(Plane::Control) else {
            return Ok(None);
        };
        let answers = &self.checked.answers;
        let lint = |inputs: &Inputs| lint(inputs, answers);
        Ok(Some(fix::converge(&inputs, lint(&inputs)?, Applicability::Safe, &lint)))
    }

    /// Takes over the result of [`Self::fix_existing`].
    pub(super) fn apply_fixed(&mut self, fixed: &Fixed) {
        if let (Some(into), Some(file)) = (&mut self.into, fixed.inputs.files.first()) {
            into.after = String::from_utf8_lossy(&file.bytes).into_owned();
            into.repaired.extend(fixed.applied.iter().map(|applied| format!("{} ({})", applied.title, applied.rule)));
        }
    }
}

/// Returns how many findings have a safe fix.
pub(super) fn repairable(reports: &[Report]) -> usize {
    let all = reports.iter().flat_map(Report::counting);
    all.filter(|diagnostic| {
        diagnostic.severity >= Severity::Warning
            && diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
    })
    .count()
}

fn lint(inputs: &Inputs, answers: &Answers) -> Result<FixableRelease, InitError> {
    let layered = layer(inputs, &|_| Err(io::ErrorKind::NotFound.into())).map_err(ValuesFileError::from)?;
    let release = LintRelease::of(&layered, answers.deployment.release_info(), Completeness::Detect)?;
    Ok(FixableRelease { report: run(&release), exposure: Some(Exposure::of(&release)) })
}
