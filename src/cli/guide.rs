//! `flyte-auth guide`

use super::deployment_args::{DeploymentArgs, DeploymentSource};
use super::{CliError, Outcome};
use crate::chart::{DetectError, IngressController};
use crate::deployment::{Deployment, ValuesError, from_values};
use crate::guide::{GuideFormat, ValuesFrom, guide, render};
use crate::idp::code::{CodeFormat, emit};
use crate::output::Output;
use crate::release::ReleaseInfo;

/// Arguments of `guide`.
#[derive(Debug, Clone, clap::Args)]
#[command(
    after_help = "Before anything is registered, pass what you know: `flyte-auth guide --idp okta --auth-server \
        external --url https://flyte.example.org`"
)]
pub(super) struct GuideArgs {
    /// Values file to update; if it uses the other authorization server, include the steps to migrate
    #[arg(long, value_name = "FILE")]
    into: Option<String>,

    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: GuideFormat,

    /// Print the setup of the identity provider as code instead
    #[arg(long, value_name = "CODE", value_enum, conflicts_with_all = ["format", "into"])]
    emit: Option<CodeFormat>,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

pub(super) fn run(args: &GuideArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let args = &GuideArgs { deployment: args.deployment.completed(), ..args.clone() };
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
        DeploymentSource::Answers { open, .. } => {
            ValuesFrom::Answers { words: args.deployment.words(), into: args.into.clone(), open: open.clone() }
        }
        DeploymentSource::Values { .. } => {
            ValuesFrom::Values { words: args.deployment.words(), values: args.deployment.values.words() }
        }
    };
    let before = match &args.into {
        Some(file) => now(args, file, &found.deployment)?,
        None => None,
    };
    let ingress = match &found.source {
        DeploymentSource::Values { model, .. } => IngressController::find(model.chart, |path| model.values.at(path)),
        DeploymentSource::Answers { .. } => None,
    };
    let guide = guide(&found.deployment, &from, ingress.map(|(_, controller)| controller), before.as_ref());
    output.result(&render(&guide, args.format, output.columns().result))?;
    Ok(Outcome::Clean)
}

/// The deployment that a values file makes now; `None` where it turns no login on yet.
fn now(args: &GuideArgs, file: &str, then: &Deployment) -> Result<Option<Deployment>, CliError> {
    let info = ReleaseInfo::new(then.release.as_str(), then.namespace.as_str(), None, then.version);
    let model = match args.deployment.values.model_of(&[file.to_owned()], info) {
        Err(CliError::Chart(DetectError::Neither)) => return Ok(None),
        model => model?,
    };
    match from_values(&model, info, None) {
        Err(ValuesError::AuthOff) => Ok(None),
        now => Ok(Some(now?)),
    }
}
