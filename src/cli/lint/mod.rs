//! `flyte-auth lint`
//!
//! | file | holds |
//! | --- | --- |
//! | `plan`, `walk`, `settings` | which releases are checked, and how |
//! | `job`, `parallel` | checking them |
//! | `layers` | files that look like the layers of one release |
//! | `report_args`, `fix_args`, `policy_args` | groups of flags, and what they do |
//! | `reports` | the reports, on standard output and in files |

mod fix_args;
mod job;
mod layers;
mod parallel;
mod plan;
mod policy_args;
mod report_args;
mod reports;
mod settings;
mod walk;

use std::path::{Path, PathBuf};

use self::fix_args::FixArgs;
use self::job::{JobOutcome, JudgedRelease, LintJob, is_stdin};
use self::layers::Layers;
pub(super) use self::layers::{group, holds_secrets, own_words};
use self::policy_args::PolicyArgs;
use self::report_args::ReportArgs;
use self::reports::Reports;
pub(super) use self::walk::walk;
use super::output_file::{OutputFile, Rules};
use super::release_args::ReleaseArgs;
use super::{CliError, Outcome};
use crate::diagnostic::Severity;
use crate::fix::Fixable;
use crate::flyte::FlyteVersion;
use crate::lint::{Baseline, LayerReason, Report};
use crate::output::Output;
use crate::report::Summary;
use crate::text::visible_path;
use crate::values::Inputs;

/// Arguments of `lint`.
#[derive(Debug, clap::Args)]
pub(super) struct LintArgs {
    /// Values files (one release each), client configs of flytectl and pyflyte, or directories to search; `-` is standard
    /// input [default: the releases in `.flyte-auth.toml`]
    #[arg(value_name = "FILE|DIR")]
    releases: Vec<PathBuf>,

    /// Kind of the files [default: detected]; with `client-config`, pass the values of the deployment with `-f`
    #[arg(long, value_name = "KIND", value_enum)]
    kind: Option<FileKindArg>,

    #[command(flatten)]
    release: ReleaseArgs,

    /// Flyte version that the values are for [default: 1.16.8]
    #[arg(long, value_name = "VERSION", value_parser = FlyteVersion::parse_any)]
    flyte_version: Option<FlyteVersion>,

    /// Treat the values as one layer: do not report missing settings
    #[arg(long, conflicts_with = "complete")]
    partial: bool,

    /// Treat the values as the complete release: report missing settings
    #[arg(long)]
    complete: bool,

    /// Exit with 1 if a finding has at least this severity [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    fail_on: Option<Severity>,

    /// File name to report for standard input, also used to find `.flyte-auth.toml`
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<String>,

    /// List skipped files and the reasons
    #[arg(short, long)]
    verbose: bool,

    #[command(flatten)]
    policy: PolicyArgs,

    #[command(flatten)]
    fixes: FixArgs,

    #[command(flatten)]
    report: ReportArgs,
}

pub(super) fn run(args: &LintArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let jobs = plan::plan(args)?;
    let mut run = Run::begin(args, &jobs, output)?;
    if args.fixes.is_asked() {
        for job in &jobs {
            let outcome = run.fix(job, output);
            run.take(job, outcome, output)?;
        }
    } else {
        let mut done = 0;
        parallel::each(&jobs, LintJob::run, |job, outcome| {
            done += 1;
            output.progress(done, jobs.len())?;
            run.take(job, outcome, output)
        })?;
        output.end_progress()?;
    }
    run.end(output)
}

/// The files that a run reads, those of folders too.
fn inputs(args: &LintArgs, jobs: &[LintJob]) -> Vec<PathBuf> {
    let of_jobs = jobs.iter().flat_map(|job| {
        let settings = &job.settings.file;
        job.files.iter().cloned().chain(settings.path.clone())
    });
    let values = &args.release.values;
    of_jobs.chain(values.set_files().map(PathBuf::from)).chain(values.files().iter().map(PathBuf::from)).collect()
}

/// Whether a report for people has a heading for each release: they can have files in common.
fn names_releases(jobs: &[LintJob]) -> bool {
    let has_layers = |job: &LintJob| job.files.len() > 1 || job.configured.is_some();
    jobs.iter().any(|job| job.is_extended) || (jobs.len() > 1 && jobs.iter().any(has_layers))
}

/// What `--write-baseline` did, and how the file is used.
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

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FileKindArg {
    /// Values of flyte-binary or flyte-core
    Values,
    /// `config.yaml` of flytectl and pyflyte
    ClientConfig,
}

/// What has come of the releases so far.
struct Run<'a> {
    args: &'a LintArgs,
    all: usize,
    summary: Summary,
    reports: Option<Reports>,
    /// Whether a fix would change something.
    changed: bool,
    /// Whether a release has a finding that makes the exit code 1.
    found: bool,
    passed_over: usize,
    /// The error of the only release.
    error: Option<CliError>,
    baseline: Baseline,
    baseline_path: Option<PathBuf>,
    /// Whether the settings name that file.
    uses_baseline: bool,
    /// Files that were checked by themselves.
    layers: Layers,
    /// The config file that applies to the first of them.
    config: Option<PathBuf>,
    /// What is read, and must not be overwritten.
    inputs: Vec<PathBuf>,
}

impl<'a> Run<'a> {
    fn begin(args: &'a LintArgs, jobs: &[LintJob], output: &mut Output<'_>) -> Result<Self, CliError> {
        let inputs = inputs(args, jobs);
        let prints_a_file = jobs.iter().any(LintJob::reads_stdin) && args.fixes.is_asked();
        // What `--diff` shows is all that there is to see; and standard output is for the file, if one goes there.
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
        })
    }

    /// Fixes one release, and checks what it is then.
    fn fix(&mut self, job: &LintJob, output: &mut Output<'_>) -> Result<JobOutcome, CliError> {
        let inputs = job.inputs()?;
        let judged = match job.run_with(&inputs)? {
            JobOutcome::Judged(judged) => judged,
            other => return Ok(other),
        };
        let judge = |inputs: &Inputs| job.judge(inputs).map(|judged| judged.found);
        let fixed = self.args.fixes.apply(&job.files, &inputs, judged.found.clone(), &judge, output)?;
        self.changed |= !fixed.applied.is_empty();
        self.summary.not_fixed += fixed.given_up.len();
        let mut judged = if fixed.applied.is_empty() { *judged } else { job.judge(&fixed.inputs)? };
        if !self.args.fixes.is_diff() || self.args.fixes.is_safe_diff() {
            job.try_fixes(&fixed.inputs, &mut judged);
        }
        Ok(JobOutcome::Judged(Box::new(judged)))
    }

    /// Takes in what came of a release.
    fn take(
        &mut self,
        job: &LintJob,
        outcome: Result<JobOutcome, CliError>,
        output: &mut Output<'_>,
    ) -> Result<(), CliError> {
        match outcome {
            Ok(JobOutcome::Judged(judged)) => self.judged(job, *judged, output),
            Ok(JobOutcome::Unchecked(report)) => {
                // What was named was to be checked.
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
                    // The others are checked all the same.
                    output.say(&format!("{}\n", error.render()))?;
                }
                Ok(())
            }
        }
    }

    fn judged(&mut self, job: &LintJob, judged: JudgedRelease, output: &mut Output<'_>) -> Result<(), CliError> {
        if let ([file], Some(is_whole), None) = (job.files.as_slice(), judged.is_whole, &job.configured)
            && !is_stdin(file)
        {
            self.config = self.config.take().or_else(|| job.settings.file.path.clone());
            self.layers.add(file, is_whole);
        }
        self.report(job, judged.found.report, judged.fixable, judged.layer_reason, output)
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
            // What the baseline keeps from counting is not to be fixed.
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

    fn end(self, output: &mut Output<'_>) -> Result<Outcome, CliError> {
        if let Some(reports) = self.reports {
            reports.finish(&self.summary, self.error.is_some(), output)?;
        }
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.summary.failed > 0 {
            return Err(CliError::NotJudged { failed: self.summary.failed, all: self.all });
        }
        let unchecked = self.summary.unchecked.len();
        if unchecked > 0 && self.summary.judged() == 0 {
            return Err(CliError::NotJudged { failed: unchecked, all: self.all });
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
        let is_by_itself = self.args.partial || self.args.complete;
        if let (false, Some(advice)) = (is_by_itself, self.layers.advice(self.config.as_deref())) {
            output.say(&format!("\n{advice}"))?;
        }
        let found = if self.args.fixes.is_diff() { self.changed } else { self.found };
        Ok(if found { Outcome::Findings } else { Outcome::Clean })
    }
}
