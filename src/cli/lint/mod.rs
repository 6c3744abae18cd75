//! `flyte-auth lint`

mod fix_args;

use fix_args::FixArgs;

use super::release_args::{self, ReleaseArgs};
use super::{CliError, Outcome};
use crate::chart::OwnChart;
use crate::diagnostic::{self, Severity};
use crate::flyte::FlyteVersion;
use crate::lint::{Completeness, Release, Report, Setup, run as ask};
use crate::output::Output;
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
    let mut totals = Totals::default();
    let mut failed = 0;
    let mut changed = false;
    // Standard output is for the file then.
    let mut to_stderr = false;
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
            to_stderr |= args.fixes.prints_one_of(&fixed.inputs);
            with_deep_stack(|| one(args, own.as_ref(), &fixed.inputs))
        });
        let (report, why) = match judged {
            Ok(judged) => judged,
            Err(error) if all == 1 => return Err(error),
            // The others are judged all the same.
            Err(error) => {
                output.say(&format!("{}\n", error.render()))?;
                failed += 1;
                continue;
            }
        };
        if args.fixes.is_diff() {
            continue;
        }
        if !report.diagnostics.is_empty() {
            let text = format!("{}\n\n", diagnostic::render(&report.diagnostics));
            tell(&text, to_stderr, output)?;
        }
        totals.add(&report);
        totals.fragment_because = totals.fragment_because.or(why);
    }
    if !args.fixes.is_diff() {
        tell(&totals.line(all - failed), to_stderr, output)?;
    }
    if failed > 0 {
        return Err(CliError::NotJudged { failed, all });
    }
    if args.fixes.is_diff() {
        return Ok(if changed {
            Outcome::Findings
        } else {
            Outcome::Clean
        });
    }
    Ok(if totals.worst.is_some_and(|worst| worst >= args.fail_on) {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

/// Writes part of the report.
fn tell(text: &str, to_stderr: bool, output: &mut Output<'_>) -> Result<(), CliError> {
    if to_stderr {
        output.say(text.trim_end())?;
    } else {
        output.result(text)?;
    }
    Ok(())
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

/// What was found in all releases.
#[derive(Debug, Default)]
struct Totals {
    errors: usize,
    warnings: usize,
    infos: usize,
    fragment_because: Option<&'static str>,
    worst: Option<Severity>,
}

impl Totals {
    fn add(&mut self, report: &Report) {
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
        self.infos += report.count(Severity::Info);
        self.worst = self.worst.max(report.worst());
    }

    /// The last line of the report.
    fn line(&self, releases: usize) -> String {
        let counted: Vec<String> = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.infos, "note", "notes"),
        ]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
        let found = if counted.is_empty() {
            "No problems found".to_owned()
        } else {
            format!("Found {}", counted.join(", "))
        };
        let releases = match releases {
            1 => String::new(),
            many => format!(" in {many} releases"),
        };
        let fragment = self.fragment_because.map_or_else(String::new, |why| {
            format!("; judged as a part of a release, {why}: for what it says, not for what it leaves out")
        });
        format!("{found}{releases}{fragment}\n")
    }
}
