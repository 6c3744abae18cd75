//! `flyte-auth check`

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::deployment_args::{DeploymentArgs, DeploymentSource, FoundDeployment};
use super::{CliError, Outcome};
use crate::check::{
    CheckFormat, CheckOptions, CheckSubject, ClientSecrets, DeploymentSettings, Expected, LoginWay, ProbeGroup,
    ProbeStatus, contacts, render_check, run as probe,
};
use crate::file;
use crate::flyte::PublicUrl;
use crate::online::Internet;
use crate::output::Output;

mod secrets;

/// Arguments of `check`.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch")]
#[derive(Debug, clap::Args)]
#[command(mut_arg("positional", |argument| {
    argument
        .value_name("FILE|URL")
        .help("Values files, as with `-f`, or the public URL of a deployment [default: `values.yaml`, if it exists]")
}))]
#[command(after_help = "Examples:\n  \
    flyte-auth check -f values.yaml                  # before and after `helm upgrade`\n  \
    flyte-auth check -f values.yaml --only idp       # before any cluster exists\n  \
    flyte-auth check https://flyte.example.org       # a deployment without its values\n  \
    flyte-auth check -f values.yaml --dry-run        # what would be contacted")]
pub(super) struct CheckArgs {
    /// Run only these probes
    #[arg(long, value_name = "GROUP", value_enum)]
    only: Option<Group>,

    /// Also check the web client's secret, with a token request that has an invalid code
    #[arg(long)]
    probe_secrets: bool,

    /// Log in as flytectl does, in the browser, and list the projects with the token
    #[arg(long)]
    login: bool,

    /// Log in with a code instead of the browser (device flow)
    #[arg(long, requires = "login")]
    device: bool,

    /// Show all claims of a token, including personal data
    #[arg(long)]
    show_claims: bool,

    /// Also trust the CA certificates in this PEM file
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,

    /// Seconds to wait for each response
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = clap::value_parser!(u64).range(1..=300))]
    timeout: u64,

    /// List the hosts and URLs to contact, and contact none
    #[arg(long)]
    dry_run: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: CheckFormat,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

/// The probes that belong together.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Group {
    /// The identity provider: discovery, keys, metadata
    Idp,
    /// The clients that are registered there
    Clients,
    /// Flyte as it runs: REST and gRPC
    Deployment,
}

impl Group {
    const fn group(self) -> ProbeGroup {
        match self {
            Self::Idp => ProbeGroup::IdentityProvider,
            Self::Clients => ProbeGroup::Clients,
            Self::Deployment => ProbeGroup::Deployment,
        }
    }
}

pub(super) fn run(args: &CheckArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let options = CheckOptions {
        probes_secret: args.probe_secrets,
        shows_claims: args.show_claims,
        login: args.login.then_some(if args.device { LoginWay::Device } else { LoginWay::Browser }),
    };
    let only = args.only.map(Group::group);
    let url = args.deployment.url();
    let found = match url {
        Some(_) if args.deployment.values.are_given() => {
            return Err(CliError::Usage("use either the deployment's values or its URL, not both".to_owned()));
        }
        Some(_) => None,
        None => Some(args.deployment.completed_beside(&secrets::FLAGS).find_beside(&secrets::FLAGS)?),
    };
    let secrets = secrets::secrets(found.as_ref())?;
    let subject = subject(url, found.as_ref(), &secrets)?;
    for note in found.iter().flat_map(|found| &found.notes) {
        output.say(&format!("note: {note}"))?;
    }
    if args.dry_run {
        let lines = contacts(&subject.expected, options, only, secrets.propeller.is_ok());
        output.result(&format!("{}\n", lines.join("\n")))?;
        return Ok(Outcome::Clean);
    }
    let ca_file = args.ca_file.as_deref().map(read_ca).transpose()?;
    let network = Internet::new(ca_file.as_deref(), Duration::from_secs(args.timeout))?;
    let mut unsaid = None;
    let mut say = |text: &str| unsaid = output.say(text).and_then(|()| output.flush()).err();
    let probes = probe(subject, &network, options, only, &mut say);
    if let Some(error) = unsaid {
        return Err(error.into());
    }
    output.result(&render_check(&probes, args.format, output.columns().result))?;
    let failed = probes.iter().any(|probe| probe.status == ProbeStatus::Failed);
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

fn read_ca(path: &Path) -> Result<Vec<u8>, CliError> {
    file::read(path).map_err(|source| CliError::read(path, source))
}

/// Returns what to check: the deployment that was found, or only a URL.
fn subject<'a>(
    url: Option<&str>,
    found: Option<&'a FoundDeployment>,
    secrets: &'a ClientSecrets,
) -> Result<CheckSubject<'a>, CliError> {
    let Some(found) = found else {
        let url = PublicUrl::parse(url.unwrap_or_default()).map_err(|fault| CliError::flag("URL", fault))?;
        return Ok(CheckSubject {
            expected: Expected::unknown(url),
            settings: DeploymentSettings::Unknown,
            deployment: None,
            secrets,
        });
    };
    let deployment = &found.deployment;
    let (model, settings) = match &found.source {
        DeploymentSource::Values { model, subchart, sources } => {
            (Some(&**model), DeploymentSettings::Values { model, sources, subchart: subchart.as_deref() })
        }
        DeploymentSource::Answers { .. } => (None, DeploymentSettings::Answers(deployment.chart)),
    };
    Ok(CheckSubject { expected: Expected::of(deployment, model), settings, deployment: Some(deployment), secrets })
}
