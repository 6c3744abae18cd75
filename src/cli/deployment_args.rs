//! The flags that select a deployment by its answers or its values.

use std::path::{Path, PathBuf};

use super::CliError;
use super::answer_flags::{AnswerFlags, FLAGS_BESIDE_VALUES};
use super::auth_off::auth_off;
use super::release_args::ValuesArgs;
use crate::answers::raw::{SecretSource, SecretsWord};
use crate::answers::{AnswersInput, SecretNames};
use crate::deployment::{CI, DEFAULT_NAMESPACE, DEFAULT_RELEASE, Deployment, ServiceClient, ValuesError, from_values};
use crate::diagnostic::InputFaults;
use crate::file::is_stdin;
use crate::flyte::FlyteVersion;
use crate::generate::complete_from;
use crate::guide::InstallationName;
use crate::idp::ClientId;
use crate::project::not_passed;
use crate::release::{Model, ReleaseInfo};
use crate::shell;
use crate::values::Sources;

/// A deployment: its answers file, flags in place of one, or its values.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct DeploymentArgs {
    /// Values files, as with `-f` [default: `values.yaml`, if it exists]
    #[arg(value_name = "FILE", conflicts_with = "answers")]
    positional: Vec<String>,

    /// Answers file of the deployment; `-` is standard input
    #[arg(short, long, value_name = "FILE", conflicts_with = "files")]
    answers: Option<PathBuf>,

    #[command(flatten)]
    pub(super) values: ValuesArgs,

    #[command(flatten)]
    pub(super) flags: AnswerFlags,
}

/// A deployment, and where it comes from.
pub(super) struct FoundDeployment {
    /// The deployment, without its secrets.
    pub deployment: Deployment,
    pub source: DeploymentSource,
    /// Notes for the user that are not errors.
    pub notes: Vec<String>,
    /// The sources of the secrets that flags or answers name, by the answer's key.
    #[cfg_attr(not(feature = "online"), expect(dead_code, reason = "`check` reads it"))]
    pub secrets: Vec<(&'static str, SecretSource)>,
}

/// A release's model, and what errors and notes need.
pub(super) struct ReadRelease<'a> {
    pub model: Model,
    pub sources: Sources,
    pub info: ReleaseInfo<'a>,
    /// The key of Flyte's chart in an umbrella chart's values.
    pub subchart: Option<String>,
}

/// The source of a deployment.
pub(super) enum DeploymentSource {
    /// Answers, in a file or as flags.
    Answers {
        /// Where the secrets are written.
        secrets: SecretsWord,
        /// The names of the Secrets that are managed outside the chart, if they are.
        names: Option<SecretNames>,
        /// The answers that are missing for writing values.
        open: Vec<String>,
        /// The names that have their default because no answer gives them.
        assumed: Vec<InstallationName>,
    },
    /// Values.
    Values {
        model: Box<Model>,
        #[cfg_attr(not(feature = "online"), expect(dead_code, reason = "`check` reads it"))]
        sources: Sources,
        /// The key of Flyte's chart in an umbrella chart's values.
        subchart: Option<String>,
    },
}

impl DeploymentSource {
    /// Fails if the chart is unknown: without it, the names of Deployments and Secrets would be guesses.
    pub(super) fn require_chart(&self) -> Result<(), CliError> {
        match self {
            Self::Answers { open, .. } if open.iter().any(|key| key == "chart") => {
                Err(CliError::Usage("no chart given: add `--chart flyte-binary` or `--chart flyte-core`".to_owned()))
            }
            _ => Ok(()),
        }
    }
}

impl DeploymentArgs {
    /// Adds the files that were given without `-f` to the values, or `values.yaml` if nothing else describes a deployment.
    #[must_use]
    pub(super) fn completed(&self) -> Self {
        self.completed_beside(&[])
    }

    /// Completes the flags for a command that can change a values file. With `into`, the flags are answers for that file,
    /// which doesn't contain the deployment's values yet.
    #[must_use]
    pub(super) fn completed_unless(&self, into: Option<&Path>) -> Self {
        if into.is_none() || !self.positional.is_empty() { self.completed() } else { self.clone() }
    }

    /// Completes the flags for a command whose `flags` also apply to values.
    #[must_use]
    pub(super) fn completed_beside(&self, flags: &[&str]) -> Self {
        let mut completed = self.clone();
        completed.values.add(&completed.positional);
        completed.positional.clear();
        let is_for_values = self.flags.names().all(|flag| FLAGS_BESIDE_VALUES.contains(&flag) || flags.contains(&flag));
        if completed.answers.is_none() && is_for_values {
            completed.values.take_default();
        }
        completed
    }

    /// Returns the URL that was given in place of a file.
    #[cfg_attr(not(feature = "online"), expect(dead_code, reason = "`check` reads it"))]
    pub(super) fn url(&self) -> Option<&str> {
        match self.positional.as_slice() {
            [only] if only.contains("://") => Some(only),
            _ => None,
        }
    }

    /// Finds the deployment.
    pub(super) fn find(&self) -> Result<FoundDeployment, CliError> {
        self.find_beside(&[])
    }

    /// Finds the deployment for a command whose `flags` also apply to values.
    pub(super) fn find_beside(&self, flags: &[&str]) -> Result<FoundDeployment, CliError> {
        if self.values.are_given() {
            return self.of_release(self.release_beside(flags)?);
        }
        if self.answers.is_none() && !self.flags.are_given() {
            return Err(CliError::NoDeployment);
        }
        of_answers(self.input()?, None)
    }

    /// Finds the deployment of answers that go `into` a values file, from which missing answers are taken.
    pub(super) fn find_into(&self, into: Option<&Path>) -> Result<FoundDeployment, CliError> {
        let Some(into) = into.filter(|_| !self.values.are_given()) else {
            return self.find();
        };
        let mut input = self.input()?;
        let note = complete_from(into, &mut input)?;
        of_answers(input, note)
    }

    /// Reads the answers from the flags and the file. All commands with these flags only print.
    fn input(&self) -> Result<AnswersInput, CliError> {
        self.flags.input(self.answers.as_deref()).map_err(CliError::of_printing)
    }

    /// Returns the arguments that name the deployment to another subcommand.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = self.values.words();
        if let Some(path) = &self.answers {
            words.extend(["--answers".to_owned(), path.display().to_string()]);
        }
        words.extend(self.flags.words());
        words
    }

    /// Returns the command that writes the deployment's settings: into its values file, or from its answers.
    pub(super) fn generate(&self) -> String {
        let into = match self.values.files().as_slice() {
            [] => None,
            [file] if !is_stdin(file) => Some(file.clone()),
            _ => Some("FILE".to_owned()),
        };
        let words = into.map_or_else(|| self.words(), |file| vec!["--into".to_owned(), file]);
        format!("flyte-auth generate {}", shell::line(&words))
    }

    /// Derives the deployment from a release with flyteadmin.
    pub(super) fn of_release(&self, release: ReadRelease<'_>) -> Result<FoundDeployment, CliError> {
        let mut deployment = match from_values(&release.model, release.info, self.flags.idp()) {
            Err(ValuesError::AuthOff) => return Err(auth_off(self)),
            deployment => deployment?,
        };
        self.add_ci(&mut deployment)?;
        Ok(FoundDeployment {
            deployment,
            source: DeploymentSource::Values {
                model: Box::new(release.model),
                sources: release.sources,
                subchart: release.subchart,
            },
            notes: not_passed(&self.values.files()).into_iter().collect(),
            secrets: secrets(|key| self.flags.value(key).cloned()),
        })
    }

    /// Adds CI's client at the identity provider, if the flags name it.
    fn add_ci(&self, deployment: &mut Deployment) -> Result<(), CliError> {
        let Some((flag, id)) = self.flags.ci_client() else {
            return Ok(());
        };
        let id = id.map(ClientId::parse).transpose().map_err(|fault| CliError::flag(flag, fault))?;
        let id = match deployment.internal() {
            Some(server) => {
                let is_known = |id: &ClientId| !server.is_all || server.find(id).is_some();
                let known = id.as_ref().filter(|id| is_known(id)).or_else(|| server.ci().filter(|_| id.is_none()));
                known.cloned().ok_or_else(|| CliError::NoCiClient {
                    what: id.as_ref().map_or_else(|| "client for CI".to_owned(), |id| format!("client `{id}`")),
                    add: id.as_ref().map_or_else(
                        || format!("{} --ci", self.generate()),
                        |id| format!("{} --ci-client-id {}", self.generate(), shell::word(id.as_str())),
                    ),
                })?
            }
            None => id.unwrap_or_else(|| ClientId::placeholder(CI)),
        };
        deployment.ci = Some(ServiceClient { id, ..deployment.propeller.clone() });
        Ok(())
    }

    /// Reads the release of the given values, which may have no flyteadmin.
    pub(super) fn release(&self) -> Result<ReadRelease<'_>, CliError> {
        self.release_beside(&[])
    }

    fn release_beside(&self, flags: &[&str]) -> Result<ReadRelease<'_>, CliError> {
        let foreign = self.flags.names().find(|flag| !FLAGS_BESIDE_VALUES.contains(flag) && !flags.contains(flag));
        if let Some(flag) = foreign {
            return Err(CliError::FlagBesideValues(flag));
        }
        let stated = self.flags.flyte_version().map(FlyteVersion::parse).transpose();
        let stated = stated.map_err(|fault| CliError::flag("--flyte-version", fault))?;
        let version = self.values.flyte_version(stated)?;
        let name = self.flags.release().unwrap_or(DEFAULT_RELEASE);
        let namespace = self.flags.namespace().unwrap_or(DEFAULT_NAMESPACE);
        let info = ReleaseInfo::new(name, namespace, self.flags.chart(), version);
        let (model, subchart, sources) = self.values.model(info)?;
        Ok(ReadRelease { model, sources, info, subchart })
    }
}

/// Derives the deployment from answers. `note` describes their source.
fn of_answers(input: AnswersInput, note: Option<String>) -> Result<FoundDeployment, CliError> {
    let secrets = secrets(|key| input.answer(key).cloned());
    let assumed = InstallationName::assumed(|key| input.answer(key).is_some());
    let sketch = input.sketch().map_err(InputFaults::of_printing)?;
    Ok(FoundDeployment {
        deployment: sketch.deployment,
        source: DeploymentSource::Answers {
            secrets: sketch.secrets,
            names: sketch.secret_names,
            open: sketch.open,
            assumed,
        },
        notes: note.into_iter().chain(sketch.notes).collect(),
        secrets,
    })
}

/// Returns the sources of clients' secrets among the answers.
fn secrets(answer: impl Fn(&str) -> Option<serde_json::Value>) -> Vec<(&'static str, SecretSource)> {
    let keys = ["clients.web.secret", "clients.propeller.secret"];
    let found = |key: &'static str| Some((key, serde_json::from_value(answer(key)?).ok()?));
    keys.into_iter().filter_map(found).collect()
}
