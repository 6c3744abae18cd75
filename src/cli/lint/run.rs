//! Reports the releases of a `lint` run one by one, and determines its exit code.

use std::path::{Path, PathBuf};

use super::LintArgs;
use super::reports::Reports;
use crate::cli::output_file::{OutputFile, Rules};
use crate::cli::{CliError, Outcome};
use crate::diagnostic::Severity;
use crate::file::is_stdin;
use crate::fix::Fixable;
use crate::lint::{Baseline, LayerReason, Report};
use crate::output::Output;
use crate::project::{CheckedRelease, JobOutcome, Layers, LintJob, flags_of_files, secrets_beside};
use crate::report::Summary;
use crate::text::visible_path;
use crate::values::Inputs;

/// The state of a run.
pub(super) struct Run<'a> {
    args: &'a LintArgs,
    all: usize,
    summary: Summary,
    reports: Option<Reports>,
    /// Whether a fix would change something.
    changed: bool,
    /// Whether a finding makes the exit code 1.
    found: bool,
    passed_over: usize,
    /// The error, if there is only one release.
    error: Option<CliError>,
    baseline: Baseline,
    baseline_path: Option<PathBuf>,
    /// Whether the settings name the baseline file.
    uses_baseline: bool,
    /// Files that were checked as releases of their own.
    layers: Layers,
    /// The config file that applies to the first of them.
    config: Option<PathBuf>,
    /// The files that are read, and so must not be overwritten.
    inputs: Vec<PathBuf>,
    /// The only release's command with the files that complete it.
    completed: Option<String>,
}

impl<'a> Run<'a> {
    pub(super) fn begin(args: &'a LintArgs, jobs: &[LintJob], output: &mut Output<'_>) -> Result<Self, CliError> {
        let inputs = inputs(args, jobs);
        let prints_a_file = jobs.iter().any(LintJob::reads_stdin) && args.fixes.is_requested();
        // With `--diff`, nothing else is shown. If a fixed file goes to standard output, reports cannot.
        let reports = if args.fixes.is_diff() {
            None
        } else {
            Some(Reports::open(&args.report, &inputs, prints_a_file, names_releases(jobs), output)?)
        };
        Ok(Self {
            args,
            all: jobs.len(),
            summary: Summary::default(),
            reports,
            changed: false,
            found: false,
            passed_over: 0,
            error: None,
            baseline: Baseline::default(),
            baseline_path: None,
            uses_baseline: false,
            layers: Layers::default(),
            config: None,
            inputs,
            completed: None,
        })
    }

    /// Fixes one release, and checks the result.
    pub(super) fn fix(&mut self, job: &LintJob, output: &mut Output<'_>) -> Result<JobOutcome, CliError> {
        let inputs = job.inputs()?;
        let checked = match job.run_with(&inputs)? {
            JobOutcome::Checked(checked) => checked,
            other => return Ok(other),
        };
        let check = |inputs: &Inputs| job.check(inputs).map(|checked| checked.found);
        let fixed = self.args.fixes.apply(&job.files, &inputs, checked.found.clone(), &check, output)?;
        self.changed |= !fixed.applied.is_empty();
        self.summary.not_fixed += fixed.skipped.len();
        let mut checked = if fixed.applied.is_empty() { *checked } else { job.check(&fixed.inputs)? };
        if !self.args.fixes.is_diff() || self.args.fixes.is_safe_diff() {
            job.try_fixes(&fixed.inputs, &mut checked);
        }
        Ok(JobOutcome::Checked(Box::new(checked)))
    }

    /// Adds a release's outcome.
    pub(super) fn take(
        &mut self,
        job: &LintJob,
        outcome: Result<JobOutcome, CliError>,
        output: &mut Output<'_>,
    ) -> Result<(), CliError> {
        match outcome {
            Ok(JobOutcome::Checked(checked)) => self.checked(job, *checked, output),
            Ok(JobOutcome::Unchecked(report)) => {
                // A named file must be checked, so the run fails.
                self.summary.failed += usize::from(!job.from_folder);
                self.report(job, *report, Fixable::default(), None, output)
            }
            Ok(JobOutcome::PassedOver { file, because }) => {
                self.passed_over += 1;
                if self.args.verbose {
                    output.say(&format!("skipped {}: {because}", visible_path(&file)))?;
                }
                Ok(())
            }
            Err(error) => {
                self.summary.failed += 1;
                if self.all == 1 && !job.from_folder {
                    self.error = Some(error);
                    return Ok(());
                }
                let error = error.in_file(&job.name_of_files());
                if self.all == 1 {
                    self.error = Some(error);
                } else {
                    // The other releases are checked nevertheless.
                    output.say(&format!("{}\n", error.render()))?;
                }
                Ok(())
            }
        }
    }

    fn checked(&mut self, job: &LintJob, checked: CheckedRelease, output: &mut Output<'_>) -> Result<(), CliError> {
        if let ([file], Some(is_whole), None) = (job.files.as_slice(), checked.is_whole, &job.configured)
            && !is_stdin(file)
        {
            self.config = self.config.take().or_else(|| job.settings.file.path.clone());
            self.layers.add(file, is_whole);
        }
        let names_all = self.args.complete || self.args.partial || job.configured.is_some() || job.from_folder;
        if self.all == 1 && !names_all && checked.found.report.counting().any(|found| found.severity == Severity::Error)
        {
            self.completed = with_secrets(&job.files);
        }
        self.report(job, checked.found.report, checked.fixable, checked.layer_reason, output)
    }

    fn report(
        &mut self,
        job: &LintJob,
        mut report: Report,
        mut fixable: Fixable,
        layer_reason: Option<LayerReason>,
        output: &mut Output<'_>,
    ) -> Result<(), CliError> {
        if self.args.policy.write_baseline {
            self.baseline.take(&report);
            self.baseline_path.get_or_insert_with(|| job.settings.baseline_path.clone());
            self.uses_baseline |= job.settings.file.config.baseline.is_some() && self.args.policy.baseline.is_none();
            self.baseline.apply(&mut report);
            // A finding that the baseline suppresses doesn't count as fixable.
            fixable = Fixable::default();
        }
        let fail_on = self.args.fail_on.or(job.settings.file.config.fail_on);
        let least = fail_on.unwrap_or(Severity::Error);
        self.found |= report.counting().any(|diagnostic| diagnostic.severity >= least);
        self.summary.add(&report, fixable, layer_reason);
        match &mut self.reports {
            Some(reports) => reports.release(&report, output),
            None => Ok(()),
        }
    }

    pub(super) fn end(self, output: &mut Output<'_>) -> Result<Outcome, CliError> {
        if let Some(reports) = self.reports {
            reports.finish(&self.summary, self.error.is_some(), output)?;
        }
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.summary.failed > 0 {
            return Err(CliError::NotChecked { failed: self.summary.failed, all: self.all });
        }
        let unchecked = self.summary.unchecked.len();
        if unchecked > 0 && self.summary.checked() == 0 {
            return Err(CliError::NotChecked { failed: unchecked, all: self.all });
        }
        if self.passed_over == self.all {
            if self.all == 0 {
                let folders = self.args.releases.iter().map(|path| format!("`{}`", visible_path(path)));
                return Err(CliError::EmptyFolders(folders.collect()));
            }
            return Err(CliError::NothingInFolders { files: self.passed_over });
        }
        if let Some(path) = self.baseline_path {
            let rules = Rules { inputs: &self.inputs, force: self.args.report.force };
            let mut file = OutputFile::open(&path, &rules, Baseline::is_begun_by)?;
            file.write(&self.baseline.to_text())?;
            file.finish()?;
            output.say(&recorded(self.baseline.len(), &path, self.uses_baseline))?;
        }
        if self.args.fixes.is_incomplete() {
            output.say("note: `--unsafe-fixes` has no effect without `--fix` or `--diff`")?;
        }
        if self.args.fixes.is_diff()
            && let Some(text) = self.summary.about_diff(self.changed)
        {
            output.say(&text)?;
        }
        if let Some(command) = self.completed {
            output.say(&format!(
                "\nhelp: if the file with secrets is part of the release, check them together:{command}"
            ))?;
        }
        let is_by_itself = self.args.partial || self.args.complete;
        if let (false, Some(advice)) = (is_by_itself, self.layers.advice(self.config.as_deref())) {
            output.say(&format!("\n{advice}"))?;
        }
        let found = if self.args.fixes.is_diff() { self.changed } else { self.found };
        Ok(if found { Outcome::Findings } else { Outcome::Clean })
    }
}

/// Returns the files that a run reads, including those in directories.
fn inputs(args: &LintArgs, jobs: &[LintJob]) -> Vec<PathBuf> {
    let of_jobs = jobs.iter().flat_map(|job| {
        let settings = &job.settings.file;
        job.files.iter().cloned().chain(settings.path.clone())
    });
    let values = &args.release.values;
    of_jobs.chain(values.set_files().map(PathBuf::from)).chain(values.files().iter().map(PathBuf::from)).collect()
}

/// Returns the command that also checks the files with secrets next to these, if there are any.
fn with_secrets(files: &[PathBuf]) -> Option<String> {
    let mut files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let beside = secrets_beside(&files);
    if beside.is_empty() {
        return None;
    }
    files.extend(beside);
    Some(format!("\n  flyte-auth lint {}", flags_of_files(&files)))
}

/// Returns whether a report for people needs a heading per release, since releases may share files.
fn names_releases(jobs: &[LintJob]) -> bool {
    let has_layers = |job: &LintJob| job.files.len() > 1 || job.configured.is_some();
    jobs.iter().any(|job| job.is_extended) || (jobs.len() > 1 && jobs.iter().any(has_layers))
}

/// Returns the message after `--write-baseline`: what was recorded, and how to use the file.
fn recorded(count: usize, path: &Path, is_used: bool) -> String {
    let findings = if count == 1 { "1 finding" } else { &format!("{count} findings") };
    let path = visible_path(path);
    if is_used {
        format!("recorded {findings} in {path}, the baseline that `.flyte-auth.toml` sets")
    } else {
        format!(
            "recorded {findings} in {path}; use it with `--baseline {path}` or `baseline = \"{path}\"` in `.flyte-auth.toml`"
        )
    }
}
