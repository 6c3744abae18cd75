//! `flyte-auth client`

use super::deployment_args::DeploymentArgs;
use super::{CliError, Outcome};
use crate::client::{CiFormat, Flow, SecretPlace, ci, config};
use crate::idp::ClientId;
use crate::output::Output;

/// Arguments of `client`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    deployment: DeploymentArgs,

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
    let found = args.deployment.find()?;
    let deployment = &found.deployment;
    let client_id = args.client_id.as_deref().map(client_id).transpose()?;
    let ci_format = match args.format {
        Format::Config => None,
        Format::Env => Some(CiFormat::Env),
        Format::Github => Some(CiFormat::Github),
        Format::Gitlab => Some(CiFormat::Gitlab),
    };
    let text = match ci_format {
        Some(format) => ci(deployment, client_id.as_ref(), format)?,
        None => config(deployment, &flow(args, client_id))?,
    };
    output.result(&text)?;
    let logs_in_as_propeller =
        args.client_id.is_none() && (ci_format.is_some() || args.flow == FlowName::ClientSecret);
    if logs_in_as_propeller {
        let better = match deployment.external() {
            None => "add a static client of its own to flyteadmin".to_owned(),
            Some(_) => format!("register one of its own at {}", deployment.idp_name()),
        };
        output.say(&format!(
            "note: this logs in as `{}`, the client of flytepropeller; {better} and name it with `--client-id`, so that its secret can change alone",
            deployment.propeller.id
        ))?;
    }
    Ok(Outcome::Clean)
}

/// A client's id, from its flag.
fn client_id(text: &str) -> Result<ClientId, CliError> {
    ClientId::parse(text).map_err(|fault| CliError::flag("--client-id", fault))
}

fn flow(args: &Args, client: Option<ClientId>) -> Flow {
    match args.flow {
        FlowName::Pkce => Flow::Pkce,
        FlowName::DeviceFlow => Flow::DeviceFlow,
        FlowName::ExternalCommand => Flow::ExternalCommand(args.command.clone()),
        FlowName::ClientSecret => Flow::ClientSecret {
            client,
            secret: match (&args.secret_file, &args.secret_env) {
                (Some(path), _) => SecretPlace::File(path.clone()),
                (None, Some(name)) => SecretPlace::Env(name.clone()),
                (None, None) => SecretPlace::Env("FLYTE_CLIENT_SECRET".to_owned()),
            },
        },
    }
}
