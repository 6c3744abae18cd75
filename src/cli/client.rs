//! `flyte-auth client`

use super::deployment_args::DeploymentArgs;
use super::{CliError, Outcome};
use crate::client::read::is_command_in_one_word;
use crate::client::{CiFormat, Flow, SecretPlace, ci, config};
use crate::deployment::{Deployment, FLYTEPROPELLER, InternalServer};
use crate::idp::{CI_SECRET_VARIABLE, ClientId};
use crate::output::Output;

/// Arguments of `client`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ClientArgs {
    /// How the client gets its token [default: pkce; client-secret for CI formats]
    #[arg(long, value_name = "FLOW", value_enum)]
    flow: Option<FlowName>,

    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "config")]
    format: ClientFormat,

    /// Client ID for services [default: CI's client, else flytepropeller's]
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,

    /// File that holds the client secret
    #[arg(long, value_name = "FILE")]
    secret_file: Option<String>,

    /// Environment variable that holds the client secret [default: `FLYTE_CREDENTIALS_CLIENT_SECRET`]
    #[arg(long, value_name = "NAME", conflicts_with = "secret_file")]
    secret_env: Option<String>,

    /// Program for `--flow external-command`; repeat for each argument
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    command: Vec<String>,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

/// The flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FlowName {
    /// Browser login (authorization code with PKCE)
    Pkce,
    /// Client credentials, for services and CI
    ClientSecret,
    /// A code that you enter on another device; external server only
    DeviceFlow,
    /// A custom program that prints a token
    ExternalCommand,
}

/// The output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ClientFormat {
    /// `config.yaml` of flytectl and pyflyte
    Config,
    /// Environment variables for flytekit, as a `.env` file
    Env,
    /// The same, for GitHub Actions
    Github,
    /// The same, for GitLab CI
    Gitlab,
}

/// The requested output.
enum ConfigRequest {
    /// `config.yaml`.
    Config(Flow),
    /// Variables for CI.
    Ci {
        format: CiFormat,
        /// The client, if it isn't the deployment's service client.
        client: Option<ClientId>,
    },
}

pub(super) fn run(args: &ClientArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let args = &ClientArgs { deployment: args.deployment.completed(), ..args.clone() };
    let request = args.request()?;
    let found = args.deployment.find()?;
    let deployment = &found.deployment;
    let text = match &request {
        ConfigRequest::Ci { format, client } => ci(deployment, client.as_ref(), *format)?,
        ConfigRequest::Config(flow) => config(deployment, flow)?,
    };
    output.result(&text)?;
    if let ConfigRequest::Ci { client, .. } | ConfigRequest::Config(Flow::ClientSecret { client, .. }) = &request
        && let Some(note) = about_the_client(deployment, client.as_ref(), &args.deployment.generate())
    {
        output.say(&format!("note: {note}"))?;
    }
    if let ConfigRequest::Config(Flow::ExternalCommand(command)) = &request
        && let [only] = command.as_slice()
        && is_command_in_one_word(only)
    {
        output.say(
            "note: the command is one word with spaces, which no shell splits: pass `--command` once for each word",
        )?;
    }
    Ok(Outcome::Clean)
}

/// Returns a remark on the client that a service logs in with.
fn about_the_client(deployment: &Deployment, client: Option<&ClientId>, generate: &str) -> Option<String> {
    let Some(id) = client else {
        return deployment.ci.is_none().then(|| as_propeller(deployment, generate));
    };
    // If flyteadmin certainly has no such client, the command fails instead.
    let server = deployment.internal()?;
    server.find(id).is_none().then(|| {
        format!("these values do not give flyteadmin a client `{id}`; `{generate} --ci-client-id {id}` adds it")
    })
}

/// Returns the remark that flytepropeller's client is used, with a better choice.
fn as_propeller(deployment: &Deployment, generate: &str) -> String {
    let id = &deployment.propeller.id;
    let id = if id.as_str() == FLYTEPROPELLER { String::new() } else { format!(", `{id}`") };
    let added = deployment.internal().into_iter().flat_map(InternalServer::added_services);
    let added: Vec<String> = added.map(|id| format!("`{id}`")).collect();
    let better = match deployment.external() {
        None if !added.is_empty() => {
            format!("name the one of the service, {}, with `--client-id`", added.join(" or "))
        }
        None => {
            format!("add a separate client with `{generate} --ci-client-id ID`, or name one with `--client-id`")
        }
        Some(_) => format!(
            "register a separate client at {} (see `flyte-auth guide --ci`) and name it with `--client-id`",
            deployment.idp_name()
        ),
    };
    format!("this uses flytepropeller's client{id}; {better}, so that you can rotate its secret separately")
}

impl ClientArgs {
    /// Determines the output. Fails for a flag that would have no effect.
    fn request(&self) -> Result<ConfigRequest, CliError> {
        let format = match self.format {
            ClientFormat::Config => None,
            ClientFormat::Env => Some(CiFormat::Env),
            ClientFormat::Github => Some(CiFormat::Github),
            ClientFormat::Gitlab => Some(CiFormat::Gitlab),
        };
        let flow = self.flow.unwrap_or(match format {
            None => FlowName::Pkce,
            Some(_) => FlowName::ClientSecret,
        });
        if format.is_some() && flow != FlowName::ClientSecret {
            return Err(CliError::FlowOfCi { format: name(&self.format), flow: name(&flow) });
        }
        self.check_flags(flow)?;
        let client = self.client_id.as_deref().map(client_id).transpose()?;
        if let Some(format) = format {
            return Ok(ConfigRequest::Ci { format, client });
        }
        Ok(ConfigRequest::Config(match flow {
            FlowName::Pkce => Flow::Pkce,
            FlowName::DeviceFlow => Flow::DeviceFlow,
            FlowName::ExternalCommand => Flow::ExternalCommand(self.command.clone()),
            FlowName::ClientSecret => Flow::ClientSecret {
                client,
                secret: match (&self.secret_file, &self.secret_env) {
                    (Some(path), _) => SecretPlace::File(path.clone()),
                    (None, Some(name)) => SecretPlace::Env(name.clone()),
                    (None, None) => SecretPlace::Env(CI_SECRET_VARIABLE.to_owned()),
                },
            },
        }))
    }

    /// Fails if a flag doesn't apply to this flow and format.
    fn check_flags(&self, flow: FlowName) -> Result<(), CliError> {
        let secrets = [("--secret-file", self.secret_file.is_some()), ("--secret-env", self.secret_env.is_some())];
        let of_flows = [
            ("--client-id", self.client_id.is_some(), FlowName::ClientSecret),
            ("--command", !self.command.is_empty(), FlowName::ExternalCommand),
        ];
        let of_flows = secrets.map(|(flag, given)| (flag, given, FlowName::ClientSecret)).into_iter().chain(of_flows);
        for (flag, given, expected) in of_flows {
            if given && expected != flow {
                let expected = name(&expected);
                return Err(CliError::FlagOfFlow { flag, flow: expected });
            }
        }
        match secrets.into_iter().find(|(_, given)| *given) {
            Some((flag, _)) if self.format != ClientFormat::Config => Err(CliError::SecretOfCi { flag }),
            _ => Ok(()),
        }
    }
}

/// Returns a value's name on the command line.
fn name(value: &impl clap::ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// Parses the client ID of a flag.
fn client_id(text: &str) -> Result<ClientId, CliError> {
    ClientId::parse(text).map_err(|fault| CliError::flag("--client-id", fault))
}
