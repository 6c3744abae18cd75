//! `flyte-auth lint`: its flags, and what they do with the checked releases. The check is in [`crate::project`].
//!
//! | file | holds |
//! | --- | --- |
//! | `report_args`, `fix_args`, `policy_args` | groups of flags, and what they do |
//! | `run` | the releases of a run, reported one after the other |
//! | `reports` | the reports, on standard output and in files |

mod fix_args;
mod policy_args;
mod report_args;
mod reports;
mod run;

use std::path::PathBuf;
use std::sync::Arc;

use self::fix_args::FixArgs;
use self::policy_args::PolicyArgs;
use self::report_args::ReportArgs;
use self::run::Run;
use super::release_args::ReleaseArgs;
use super::{CliError, Outcome};
use crate::deployment::{Deployment, from_values};
use crate::diagnostic::Severity;
use crate::flyte::FlyteVersion;
use crate::lint::Completeness;
use crate::output::Output;
use crate::project::{ContentKind, LintJob, LintRequest, each, plan};
use crate::release::ReleaseInfo;

/// Arguments of `lint`.
#[derive(Debug, clap::Args)]
pub(super) struct LintArgs {
    /// Values files (one release each), client configs of flytectl and pyflyte, or directories to search; `-` is standard
    /// input [default: the releases in `.flyte-auth.toml`]
    #[arg(value_name = "FILE|DIR")]
    releases: Vec<PathBuf>,

    /// Kind of the files [default: detected]; with `client-config`, pass the values of the deployment with `-f`
    #[arg(long, value_name = "KIND", value_enum)]
    kind: Option<ContentKind>,

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

impl LintArgs {
    /// Converts the flags to a request.
    fn request(&self) -> Result<LintRequest, CliError> {
        let values = &self.release.values;
        let layers = values.files();
        let has_deployment = !self.releases.is_empty() && !layers.is_empty();
        let is_client = self.kind == Some(ContentKind::ClientConfig);
        Ok(LintRequest {
            paths: self.releases.clone(),
            deployment: (has_deployment && is_client).then(|| self.deployment()).transpose()?.map(Arc::new),
            layers: layers.into_iter().map(PathBuf::from).collect(),
            flags: values.flags(),
            kind: self.kind,
            chart: self.release.chart,
            chart_dir: values.chart_dir.clone(),
            release: self.release.release.clone(),
            namespace: self.release.namespace.clone(),
            helm: values.helm_version,
            flyte: self.flyte_version,
            completeness: match (self.partial, self.complete) {
                (true, _) => Completeness::Partial,
                (_, true) => Completeness::Complete,
                _ => Completeness::Detect,
            },
            stdin_name: self.stdin_filename.clone(),
            overrides: self.policy.overrides(),
        })
    }

    /// Returns the deployment that client configs are for.
    fn deployment(&self) -> Result<Deployment, CliError> {
        let (model, ..) = self.release.values.model(self.release.info())?;
        let flyte = self.release.values.flyte_version(self.flyte_version)?;
        Ok(from_values(&model, ReleaseInfo { flyte, ..self.release.info() }, None)?)
    }
}

pub(super) fn run(args: &LintArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let jobs = plan(&args.request()?)?;
    let mut run = Run::begin(args, &jobs, output)?;
    if args.fixes.is_requested() {
        for job in &jobs {
            let outcome = run.fix(job, output);
            run.take(job, outcome, output)?;
        }
    } else {
        let mut done = 0;
        each(&jobs, LintJob::run, |job, outcome| {
            done += 1;
            output.progress(done, jobs.len())?;
            run.take(job, outcome.map_err(CliError::from), output)
        })?;
        output.end_progress()?;
    }
    run.end(output)
}
