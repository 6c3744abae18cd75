//! `flyte-auth lint`

mod fix_args;
mod report_args;

use fix_args::FixArgs;
use report_args::{ReportArgs, Reports};

use super::release_args::{self, ReleaseArgs};
use super::{CliError, Outcome};
use crate::chart::OwnChart;
use crate::diagnostic::Severity;
use crate::flyte::FlyteVersion;
use crate::lint::{Completeness, Release, Report, Setup, run as ask};
use crate::output::Output;
use crate::report::Summary;
use crate::values::{Inputs, layer, with_deep_stack};

/// Arguments of `lint`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Values files, each a release of its own; `-` is standard input
    #[arg(value_name = "FILE", conflicts_with = "files")]
    releases: Vec<String>,

    #[command(flatten)]
    release: ReleaseArgs,

    /// The version of Flyte that is installed, or will be
    #[arg(long, value_name = "VERSION", value_parser = FlyteVersion::parse_any, default_value_t = FlyteVersion::NEWEST)]
    flyte_version: FlyteVersion,

    /// The values are part of a release: judge them for what they say, not for what they leave out
    #[arg(long, conflicts_with = "complete")]
    partial: bool,

    /// The values are the whole release: judge them for what they leave out, too
    #[arg(long)]
    complete: bool,

    /// The least severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value = "error")]
    fail_on: Severity,

    #[command(flatten)]
    report: ReportArgs,

    #[command(flatten)]
    fixes: FixArgs,
}

pub(super) fn run(args: &Args, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let own = match &args.release.chart_dir {
        Some(path) => Some(OwnChart::read(path)?),
        None => None,
    };
    let inputs = args.release.inputs()?;
    if args.releases.is_empty() && inputs.files.is_empty() && inputs.flags.is_empty() {
        return Err(CliError::NoValues);
    }
    let releases = if args.releases.is_empty() {
        vec![Ok(inputs)]
    } else {
        let with_file = |name: &String| {
            Ok(Inputs {
                files: vec![release_args::file_input(name)?],
                ..inputs.clone()
            })
        };
        args.releases.iter().map(with_file).collect()
    };
    let all = releases.len();
    let mut summary = Summary::default();
    let mut changed = false;
    let fixes_stdin = releases
        .iter()
        .flatten()
        .any(|inputs| args.fixes.prints_one_of(inputs));
    let mut reports = Reports::open(&args.report, fixes_stdin, args.fixes.is_diff(), output)?;
    for inputs in releases {
        let judged = inputs.and_then(|inputs| {
            if !args.fixes.is_asked() {
                return with_deep_stack(|| one(args, own.as_ref(), &inputs));
            }
            let judge = |inputs: &Inputs| {
                with_deep_stack(|| one(args, own.as_ref(), inputs)).map(|(report, _)| report)
            };
            let fixed = args.fixes.apply(&inputs, &judge, output)?;
            changed |= !fixed.applied.is_empty();
            with_deep_stack(|| one(args, own.as_ref(), &fixed.inputs))
        });
        match judged {
            Ok((report, why)) => {
                summary.add(&report, why);
                reports.release(&report, output)?;
            }
            // The others are judged all the same.
            Err(error) => {
                summary.failed += 1;
                if all == 1 {
                    reports.finish(&summary, output)?;
                    return Err(error);
                }
                output.say(&format!("{}\n", error.render()))?;
            }
        }
    }
    reports.finish(&summary, output)?;
    if summary.failed > 0 {
        return Err(CliError::NotJudged {
            failed: summary.failed,
            all,
        });
    }
    let counts = if args.fixes.is_diff() {
        changed
    } else {
        summary.worst.is_some_and(|worst| worst >= args.fail_on)
    };
    Ok(if counts {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// What was found in one release, and why it was judged as a part of one, if it was.
fn one(
    args: &Args,
    own: Option<&OwnChart>,
    inputs: &Inputs,
) -> Result<(Report, Option<&'static str>), CliError> {
    let layered = layer(inputs, &|name| release_args::read(name))?;
    let release = Release::of(
        &layered,
        Setup {
            chart: args.release.chart.or_else(|| own.and_then(OwnChart::chart)),
            own_chart: own.map(|own| (own.name.as_str(), &own.defaults)),
            flyte: args.flyte_version,
            helm: inputs.helm,
            name: &args.release.release,
            namespace: &args.release.namespace,
            completeness: match (args.partial, args.complete) {
                (true, _) => Completeness::Partial,
                (_, true) => Completeness::Complete,
                _ => Completeness::FindOut,
            },
        },
    )?;
    Ok((ask(&release), release.fragment_because))
}
