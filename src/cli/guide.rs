//! `flyte-auth guide`

use super::deployment_args::{DeploymentArgs, Source};
use super::{CliError, Outcome};
use crate::deployment::{Around, Deployment, from_values};
use crate::guide::{Format, ValuesFrom, guide, render};
use crate::idp::code::{Emit, emit};
use crate::output::Output;

/// Arguments of `guide`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Before anything is registered, say what is known: `flyte-auth guide --idp okta --auth-server external --url https://flyte.example.org`"
)]
pub(super) struct Args {
    /// The values file that the settings are to go into: where it has the other authorization server, the guide says
    /// how to move
    #[arg(long, value_name = "FILE")]
    into: Option<String>,

    /// How to print
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: Format,

    /// Print the identity provider's setup as code instead
    #[arg(long, value_name = "CODE", value_enum, conflicts_with_all = ["format", "into"])]
    emit: Option<Emit>,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

pub(super) fn run(args: &Args, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let found = args.deployment.find()?;
    for note in &found.notes {
        output.say(&format!("note: {note}"))?;
    }
    if let Some(what) = args.emit {
        let deployment = &found.deployment;
        let code = emit(deployment.idp, &deployment.setup(), what)?;
        output.result(&code.text)?;
        if let Some(note) = code.note {
            output.say(&format!("note: {note}"))?;
        }
        return Ok(Outcome::Clean);
    }
    let from = match &found.source {
        Source::Answers { open, .. } => ValuesFrom::Answers {
            words: args.deployment.words(),
            into: args.into.clone(),
            open: open.clone(),
        },
        Source::Values { .. } => ValuesFrom::Values {
            words: args.deployment.words(),
        },
    };
    let before = match &args.into {
        Some(file) => Some(now(args, file, &found.deployment)?),
        None => None,
    };
    let guide = guide(&found.deployment, &from, before.as_ref());
    output.result(&render(&guide, args.format, output.columns().result))?;
    Ok(Outcome::Clean)
}

/// The deployment that a values file makes now.
fn now(args: &Args, file: &str, then: &Deployment) -> Result<Deployment, CliError> {
    let model = args.deployment.values.model_of(file, then)?;
    Ok(from_values(&model, Around::of(then))?)
}
