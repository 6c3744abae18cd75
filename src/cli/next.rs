//! `flyte-auth next`

use std::path::PathBuf;

use super::deployment_args::{DeploymentArgs, Found, Source};
use super::{CliError, Outcome};
use crate::chart::{Pods, ProcessName};
use crate::cli::existing::is_umbrella;
use crate::deployment::{Deployment, Topology};
use crate::flyte::Model;
use crate::generate;
use crate::guide::{Format, ReleaseFiles, Upgrade, YOUR_CHART, next, render};
use crate::idp::Step;
use crate::kubernetes::{ReleaseSecrets, When, upgrade_notes};
use crate::output::Output;
use crate::shell;

/// Arguments of `next`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder that `generate` wrote the files into
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,

    /// The values file that `generate --into` put the settings into
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,

    /// How to print
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: Format,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

pub(super) fn run(args: &Args, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let found = args.deployment.find()?;
    found.source.demand_chart()?;
    for note in &found.notes {
        output.say(&format!("note: {note}"))?;
    }
    let upgrade = match &found.source {
        Source::Answers { secrets, names, .. } => generate::upgrade(
            &found.deployment,
            *secrets,
            &names.as_ref().map_or_else(Vec::new, |names| {
                upgrade_notes(None, &ReleaseSecrets::of_answers(&found.deployment, names))
            }),
            &args.output,
            args.into.as_deref(),
        ),
        Source::Values { model, subchart } => of_values(args, &found, model, subchart.as_deref())?,
    };
    let upgrade = match &args.into {
        Some(path) if is_umbrella(path) => generate::for_umbrella(upgrade),
        _ => upgrade,
    };
    let guide = next(&found.deployment, &upgrade, Some(&args.deployment.words()));
    output.result(&render(&guide, args.format, output.columns().result))?;
    Ok(Outcome::Clean)
}

/// The upgrade with values that are there.
fn of_values(
    args: &Args,
    found: &Found,
    model: &Model,
    subchart: Option<&str>,
) -> Result<Upgrade, CliError> {
    let values = &args.deployment.values;
    let deployment = &found.deployment;
    let runs = |name| model.process(name).is_some();
    let secrets = ReleaseSecrets::of_values(model, deployment.version)?;
    let notes = upgrade_notes(None, &secrets);
    let words = args.deployment.words();
    let make = (!secrets.expected.is_empty()).then(|| {
        Step::new("Make the Secrets that the values refer to, if they are not there").run(
            format!("flyte-auth secrets {}", shell::line(&words)),
            "prints them, to be filled in; with `--format kubectl` commands that ask for each secret",
        )
    });
    Ok(Upgrade {
        releases: vec![ReleaseFiles {
            words,
            chart: values
                .chart_dir
                .as_ref()
                .map(|chart| chart.display().to_string())
                .or_else(|| subchart.map(|_| YOUR_CHART.to_owned())),
        }],
        first: make
            .into_iter()
            .chain(generate::steps_of(&notes, When::Before))
            .collect(),
        last: data_planes(deployment)
            .into_iter()
            .chain(generate::steps_of(&notes, When::After))
            .collect(),
        private: Vec::new(),
        is_part: false,
        restarts: deployment.chart.restarts(Pods {
            server: &deployment.pods,
            own_secrets: !secrets.expected.is_empty(),
            propeller: Some(runs(ProcessName::Flytepropeller)),
            scheduler: Some(runs(ProcessName::Flytescheduler)),
        }),
    })
}

/// A control plane's data planes have values of their own.
fn data_planes(deployment: &Deployment) -> Option<Step> {
    matches!(deployment.topology, Topology::Split { .. }).then(|| {
        Step::new("Upgrade each data plane with its own values, in the context of its cluster")
            .remark("Its `configmap.admin.admin` and `secrets.adminOauthClientCredentials` name the client of flytepropeller: they go together with these values.")
    })
}
