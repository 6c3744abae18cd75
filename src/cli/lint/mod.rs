//! `flyte-auth lint`

mod fix_args;
mod report_args;

use self::fix_args::FixArgs;
use self::report_args::{ReportArgs, Reports};
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
    fixes: FixArgs,

    #[command(flatten)]
    report: ReportArgs,
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
    let prints_a_file = args.releases.iter().any(|name| name == "-") || args.release.has_stdin();
    // What `--diff` shows is all that there is to see; and standard output is for the file, if one goes there.
    let mut reports = match (args.fixes.is_diff(), prints_a_file && args.fixes.is_asked()) {
        (true, _) => None,
        (_, to_stderr) => Some(Reports::open(&args.report, to_stderr, output)?),
    };
    for inputs in releases {
        let judge = |inputs: &Inputs| with_deep_stack(|| one(args, own.as_ref(), inputs));
        let judged = inputs.and_then(|inputs| {
            if !args.fixes.is_asked() {
                return judge(&inputs);
            }
            let report = |inputs: &Inputs| judge(inputs).map(|(report, _)| report);
            let fixed = args.fixes.apply(&inputs, &report, output)?;
            changed |= !fixed.applied.is_empty();
            judge(&fixed.inputs)
        });
        match judged {
            Ok((report, why)) => {
                summary.add(&report, why);
                if let Some(reports) = &mut reports {
                    reports.release(&report, output)?;
                }
            }
            // The others are judged all the same.
            Err(error) => {
                summary.failed += 1;
                if all == 1 {
                    if let Some(reports) = reports {
                        reports.finish(&summary, output)?;
                    }
                    return Err(error);
                }
                output.say(&format!("{}\n", error.render()))?;
            }
        }
    }
    if let Some(reports) = reports {
        reports.finish(&summary, output)?;
    }
    if summary.failed > 0 {
        return Err(CliError::NotJudged {
            failed: summary.failed,
            all,
        });
    }
    let found = if args.fixes.is_diff() {
        changed
    } else {
        summary.worst.is_some_and(|worst| worst >= args.fail_on)
    };
    Ok(if found {
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
