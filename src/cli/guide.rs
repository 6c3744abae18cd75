//! `flyte-auth guide`

use std::path::PathBuf;

use super::deployment_args::{DeploymentArgs, DeploymentSource};
use super::{CliError, Outcome};
use crate::chart::IngressController;
use crate::file::read_input;
use crate::generate;
use crate::guide::{GuideFormat, ValuesFrom, guide, render};
use crate::idp::code::{CodeFormat, emit};
use crate::output::Output;

/// Arguments of `guide`.
#[derive(Debug, Clone, clap::Args)]
#[command(
    after_help = "Before anything is registered, pass what you know: `flyte-auth guide --idp okta --auth-server \
        external --url https://flyte.example.org`"
)]
pub(super) struct GuideArgs {
    /// Values file to update, which gives the answers that the flags do not; if it uses the other authorization server,
    /// include the steps to migrate
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,

    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: GuideFormat,

    /// Print the setup of the identity provider as code instead
    #[arg(long, value_name = "CODE", value_enum, conflicts_with = "format")]
    emit: Option<CodeFormat>,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

pub(super) fn run(args: &GuideArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let into = args.into.as_deref();
    let args = &GuideArgs { deployment: args.deployment.completed_unless(into), ..args.clone() };
    let found = args.deployment.find_into(into)?;
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
        DeploymentSource::Answers { open, .. } => {
            let into = into.map(|path| path.display().to_string());
            ValuesFrom::Answers { words: args.deployment.words(), into, open: open.clone() }
        }
        DeploymentSource::Values { .. } => {
            ValuesFrom::Values { words: args.deployment.words(), values: args.deployment.values.words() }
        }
    };
    let there = into.map(read_input).transpose()?;
    let there = there.as_ref().map(|(name, text)| (name.as_str(), text.as_slice()));
    let before = there.and_then(|(name, text)| generate::deployment_before(name, text, &found.deployment));
    let ingress = match &found.source {
        DeploymentSource::Values { model, .. } => {
            IngressController::find(model.chart, |path| model.values.at(path)).map(|(_, controller)| controller)
        }
        DeploymentSource::Answers { .. } => {
            there.and_then(|(name, text)| generate::ingress_controller(found.deployment.chart, name, text))
        }
    };
    let guide = guide(&found.deployment, &from, ingress, before.as_ref());
    output.result(&render(&guide, args.format, output.columns().result))?;
    Ok(Outcome::Clean)
}
