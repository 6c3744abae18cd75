//! `flyte-auth secrets`

use miette::Diagnostic as _;

use super::deployment_args::{DeploymentArgs, DeploymentSource};
use super::{CliError, Outcome};
use crate::answers::raw::SecretsWord;
use crate::chart::Chart;
use crate::deployment::SecretName;
use crate::diagnostic::Fault;
use crate::file::is_stdin;
use crate::flyte::FlyteVersion;
use crate::flyte::config::AuthServerType;
use crate::kubernetes::{
    ExternalSecretStore, ReleaseSecrets, SecretsError, StoreKind, external_secrets, kubectl, manifest, upgrade_notes,
};
use crate::output::Output;
use crate::project::not_passed;
use crate::release::ReleaseInfo;

/// Arguments of `secrets`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct SecretsArgs {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "manifest")]
    format: SecretsFormat,

    /// external-secret: name of the secret store
    #[arg(long, value_name = "NAME")]
    secret_store: Option<String>,

    /// external-secret: kind of the secret store [default: `SecretStore`]
    #[arg(long, value_name = "KIND", value_enum, ignore_case = true)]
    secret_store_kind: Option<StoreKind>,

    /// external-secret: key in the store; each secret is a property of it
    #[arg(long, value_name = "KEY")]
    remote_key: Option<String>,

    /// kubectl: replace existing Secrets, including other keys in them
    #[arg(long)]
    replace: bool,

    /// Values file of the installed release, to predict what the upgrade does to its Secrets; repeat for layers
    #[arg(long, value_name = "FILE", value_delimiter = ',')]
    before: Vec<String>,

    #[command(flatten)]
    deployment: DeploymentArgs,
}

/// The output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SecretsFormat {
    /// Secret manifests to fill in
    Manifest,
    /// `ExternalSecret` manifests for the External Secrets Operator
    ExternalSecret,
    /// Commands for bash and zsh that prompt for each secret
    Kubectl,
}

/// Returns the file's name if there is exactly one.
fn only(files: &[String]) -> Option<String> {
    match files {
        [file] if !is_stdin(file) => Some(file.clone()),
        _ => None,
    }
}

/// The release whose Secrets are printed.
struct SecretsRelease {
    secrets: ReleaseSecrets,
    chart: Chart,
    name: String,
    version: FlyteVersion,
    notes: Vec<String>,
    /// Whether flyteadmin issues the tokens, so that its values contain the hash of flytepropeller's password.
    has_hash: bool,
    /// Whether the release has no flyteadmin.
    is_data_plane: bool,
    /// Whether authentication is disabled.
    is_off: bool,
}

pub(super) fn run(args: &SecretsArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let args = &SecretsArgs { deployment: args.deployment.completed(), ..args.clone() };
    args.check_flags()?;
    let release = args.release()?;
    let before = args.before(&release)?;
    let secrets = &release.secrets;
    for note in release.notes.iter().chain(&secrets.notes) {
        output.say(&format!("note: {note}"))?;
    }
    let notes = upgrade_notes(before.as_ref(), secrets);
    if secrets.expected.is_empty() {
        for note in &notes {
            output.say(&format!("note: {note}"))?;
        }
        let files = args.deployment.values.files();
        let error = if release.is_off {
            SecretsError::AuthOff { file: files.into_iter().find(|file| !is_stdin(file)) }
        } else {
            SecretsError::AllMade { file: only(&files), hash: release.has_hash }
        };
        output.say(&format!("note: {error}"))?;
        if let Some(help) = error.help().filter(|_| before.is_none() && !release.is_data_plane) {
            output.say(&format!("help: {help}"))?;
        }
        return Ok(Outcome::Clean);
    }
    let text = match args.format {
        SecretsFormat::Manifest => manifest(&secrets.expected)?,
        SecretsFormat::ExternalSecret => external_secrets(&secrets.expected, &args.store()?)?,
        SecretsFormat::Kubectl => kubectl(&secrets.expected, args.replace)?,
    };
    output.result(&text)?;
    output.flush()?;
    if args.format == SecretsFormat::Kubectl {
        for secret in &secrets.expected {
            output.say(&format!("note: `{}`: {}", secret.name, secret.remark))?;
        }
        output.say(
            "note: paste this into bash or zsh, or run it as a script; it asks for each secret with hidden input",
        )?;
        if !args.replace {
            output.say("note: to replace existing Secrets, print the commands with `--replace`")?;
        }
    }
    if secrets.has_password() {
        output.say(
            "note: flytepropeller's password and the hash in the values must match: `flyte-auth hash` generates both",
        )?;
    }
    for note in notes {
        output.say(&format!("note: {note}"))?;
    }
    if let Some(command) = secrets.restart() {
        output.say(&format!("note: a changed Secret does not restart pods: run `{command}`"))?;
    }
    Ok(Outcome::Clean)
}

impl SecretsArgs {
    fn check_flags(&self) -> Result<(), CliError> {
        let given = [
            ("--secret-store", self.secret_store.is_some()),
            ("--secret-store-kind", self.secret_store_kind.is_some()),
            ("--remote-key", self.remote_key.is_some()),
        ];
        if self.replace && self.format != SecretsFormat::Kubectl {
            return Err(CliError::FlagOfFormat { flag: "--replace", format: "kubectl" });
        }
        match given.into_iter().find(|(_, given)| *given) {
            Some((flag, _)) if self.format != SecretsFormat::ExternalSecret => {
                Err(CliError::FlagOfFormat { flag, format: "external-secret" })
            }
            _ => Ok(()),
        }
    }

    fn release(&self) -> Result<SecretsRelease, CliError> {
        if self.deployment.values.are_given() {
            let release = self.deployment.release()?;
            let server = release.model.server();
            let issuer = server.and_then(|server| server.decoded.auth.app_auth.auth_server_type.get());
            return Ok(SecretsRelease {
                has_hash: server.is_some() && issuer != Some(&AuthServerType::External),
                is_data_plane: server.is_none(),
                is_off: server.is_some_and(|server| server.decoded.security.use_auth.get() == Some(&false)),
                secrets: ReleaseSecrets::of_values(&release.model, release.info.flyte)?,
                chart: release.model.chart,
                name: release.info.name.to_owned(),
                version: release.info.flyte,
                notes: not_passed(&self.deployment.values.files()).into_iter().collect(),
            });
        }
        let found = self.deployment.find()?;
        found.source.require_chart()?;
        let DeploymentSource::Answers { secrets, names, .. } = found.source else {
            return Err(CliError::NoDeployment);
        };
        let Some(names) = names else {
            let word = match secrets {
                SecretsWord::Separate => "separate",
                SecretsWord::Inline | SecretsWord::Existing => "inline",
            };
            return Err(SecretsError::NotElsewhere(word).into());
        };
        Ok(SecretsRelease {
            secrets: ReleaseSecrets::of_answers(&found.deployment, &names),
            chart: found.deployment.chart,
            name: found.deployment.release.to_string(),
            version: found.deployment.version,
            notes: found.notes,
            has_hash: found.deployment.external().is_none(),
            is_data_plane: false,
            is_off: false,
        })
    }

    /// Returns the Secrets of the installed release, if its values are given.
    fn before(&self, release: &SecretsRelease) -> Result<Option<ReleaseSecrets>, CliError> {
        if self.before.is_empty() {
            return Ok(None);
        }
        let namespace = release.secrets.namespace.as_str();
        let info = ReleaseInfo::new(&release.name, namespace, Some(release.chart), release.version);
        let model = self.deployment.values.model_of(&self.before, info)?;
        Ok(Some(ReleaseSecrets::of_values(&model, release.version)?))
    }

    fn store(&self) -> Result<ExternalSecretStore, CliError> {
        let name = self
            .secret_store
            .as_deref()
            .map(|name| SecretName::parse_of(name, "secret store"))
            .transpose()
            .map_err(|fault| CliError::flag("--secret-store", fault))?;
        if self.remote_key.as_deref().is_some_and(str::is_empty) {
            return Err(CliError::flag("--remote-key", Fault::new("nothing is kept under an empty key")));
        }
        Ok(ExternalSecretStore {
            name,
            kind: self.secret_store_kind.unwrap_or_default(),
            remote_key: self.remote_key.clone(),
        })
    }
}
