//! `flyte-auth client`

use std::path::PathBuf;

use super::release_args::ReleaseArgs;
use super::release_model::model;
use super::{CliError, Outcome};
use crate::answers::{AnswersInput, System};
use crate::client::{CiFormat, ClientError, Deployment, Flow, SecretPlace, ci, config};
use crate::flyte::Model;
use crate::generate;
use crate::output::Output;
use crate::values::{FileInput, HelmVersion, Inputs};

/// Arguments of `client`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Take the deployment from this answers file
    #[arg(short, long, value_name = "FILE", conflicts_with = "files")]
    answers: Option<PathBuf>,

    #[command(flatten)]
    release: ReleaseArgs,

    /// How the client gets its token
    #[arg(long, value_name = "FLOW", value_enum, default_value = "pkce")]
    flow: FlowName,

    /// What to print
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "config")]
    format: Format,

    /// The client that a service logs in with [default: that of flytepropeller]
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,

    /// The file that holds the client's secret
    #[arg(long, value_name = "FILE")]
    secret_file: Option<String>,

    /// The environment variable that holds the client's secret [default: `FLYTE_CLIENT_SECRET`]
    #[arg(long, value_name = "NAME", conflicts_with = "secret_file")]
    secret_env: Option<String>,

    /// The program of `--flow external-command`, and its arguments, one at a time
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    command: Vec<String>,
}

/// The flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FlowName {
    /// A browser
    Pkce,
    /// Client credentials: services and CI
    ClientSecret,
    /// A code to type in elsewhere; external servers only
    DeviceFlow,
    /// A program of yours that prints a token
    ExternalCommand,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// `config.yaml` of flytectl and pyflyte
    Config,
    /// Environment variables of flytekit, as a `.env` file
    Env,
    /// The same for GitHub Actions
    Github,
    /// The same for GitLab CI
    Gitlab,
}

pub(super) fn run(args: &Args, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let models = models(args)?;
    let deployment = Deployment::of(&models)?;
    let ci_format = match args.format {
        Format::Config => None,
        Format::Env => Some(CiFormat::Env),
        Format::Github => Some(CiFormat::Github),
        Format::Gitlab => Some(CiFormat::Gitlab),
    };
    let text = match ci_format {
        Some(format) => ci(&deployment, args.client_id.as_deref(), format)?,
        None => config(&deployment, &flow(args))?,
    };
    output.result(&text)?;
    let logs_in_as_propeller =
        args.client_id.is_none() && (ci_format.is_some() || args.flow == FlowName::ClientSecret);
    if let (true, Some(service)) = (logs_in_as_propeller, &deployment.service) {
        let better = match &deployment.external {
            None => "add a static client of its own to flyteadmin".to_owned(),
            Some(idp) => format!("register one of its own at {idp}"),
        };
        output.say(&format!(
            "note: this logs in as `{}`, the client of flytepropeller; {better} and name it with `--client-id`, so that its secret can change alone",
            service.id
        ))?;
    }
    Ok(Outcome::Clean)
}

fn flow(args: &Args) -> Flow {
    match args.flow {
        FlowName::Pkce => Flow::Pkce,
        FlowName::DeviceFlow => Flow::DeviceFlow,
        FlowName::ExternalCommand => Flow::ExternalCommand(args.command.clone()),
        FlowName::ClientSecret => Flow::ClientSecret {
            client: args.client_id.clone(),
            secret: match (&args.secret_file, &args.secret_env) {
                (Some(path), _) => SecretPlace::File(path.clone()),
                (None, Some(name)) => SecretPlace::Env(name.clone()),
                (None, None) => SecretPlace::Env("FLYTE_CLIENT_SECRET".to_owned()),
            },
        },
    }
}

/// The models of the releases that make the deployment.
fn models(args: &Args) -> Result<Vec<Model>, CliError> {
    let Some(path) = &args.answers else {
        let inputs = args.release.inputs()?;
        if inputs.files.is_empty() && inputs.flags.is_empty() {
            return Err(ClientError::NoDeployment.into());
        }
        return Ok(vec![model(&args.release, &inputs)?]);
    };
    let (name, text) = super::read_input(path)?;
    let input = AnswersInput::parse(name, &text).map_err(CliError::problems)?;
    let checked = input.check(&System).map_err(CliError::problems)?;
    let plan = generate::plan(&checked.answers)?;
    // A control plane and a data plane are two releases.
    let releases: [&[&str]; 2] = [
        &[
            "values.yaml",
            "values-controlplane.yaml",
            "values-secrets.yaml",
        ],
        &["values-dataplane.yaml", "values-dataplane-secrets.yaml"],
    ];
    let mut models = Vec::new();
    for names in releases {
        let files: Vec<FileInput> = names
            .iter()
            .filter_map(|name| plan.files.iter().find(|file| file.name == *name))
            .map(|file| FileInput {
                name: file.name.into(),
                bytes: file.text.as_bytes().into(),
            })
            .collect();
        if !files.is_empty() {
            let inputs = Inputs {
                files,
                flags: Vec::new(),
                helm: HelmVersion::V3,
            };
            models.push(model(&args.release, &inputs)?);
        }
    }
    Ok(models)
}
