//! What to do about each error.

use super::CliError;
use crate::diagnostic::Help;

impl Help for CliError {
    #[expect(clippy::too_many_lines, reason = "one arm for each error")]
    fn help(&self) -> Option<String> {
        match self {
            Self::Config(error) => error.help(),
            Self::Hash(error) => error.help(),
            Self::Chart(error) => error.help(),
            Self::Client(error) => error.help(),
            Self::Secrets(error) => error.help(),
            Self::Deployment(error) => error.help(),
            Self::Emit(error) => error.help(),
            Self::NoDeployment => {
                Some("pass `-f values.yaml`, `--answers FILE` or answer flags; `--help` lists them".to_owned())
            }
            Self::FlagBesideValues(_) => Some("leave it out, or give answers instead of values".to_owned()),
            Self::FlagOfFlow { flag, flow } => Some(format!("add `--flow {flow}`, or leave out `{flag}`")),
            Self::FlowOfCi { .. } => Some("leave out `--flow`, or use `--format config`".to_owned()),
            Self::SecretOfCi { flag } => Some(format!(
                "leave out `{flag}`: in CI, flytekit reads the secret from `FLYTE_CREDENTIALS_CLIENT_SECRET`"
            )),
            Self::ChartDir(error) => error.help(),
            Self::AnswersExist(_) => {
                Some("choose another file with `--save-answers FILE`, or replace it with `--force`".to_owned())
            }
            Self::Session(error) => error.help(),
            Self::Interrupted { resume: Some(command) } => {
                Some(format!("`{command}` continues from here; typed secrets have to be entered again"))
            }
            Self::Unanswered(_) => Some(
                "pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`".to_owned(),
            ),
            Self::Generate(error) => error.help(),
            Self::WriteFiles(error) => error.help(),
            Self::Replace(error) => error.help(),
            Self::OutputExists(_) => Some("choose another file, or replace this one with `--force`".to_owned()),
            Self::OutputIsInput(_) | Self::OutputTwice(_) => Some("choose another file".to_owned()),
            Self::NoAnswers => Some(
                "pass an answers file (`--answers FILE`), answer flags or `--into FILE`; `--help` lists \
                    them"
                    .to_owned(),
            ),
            Self::NoRule { meant, .. } => Some(meant.map_or_else(
                || "`flyte-auth rules` lists them".to_owned(),
                |meant| format!("did you mean `{meant}`? `flyte-auth rules` lists all"),
            )),
            Self::NoValues => Some(
                "pass a values file, or layers of one release (`-f a.yaml -f b.yaml`); `flyte-auth init-config` \
                    configures the releases of a repository"
                    .to_owned(),
            ),
            Self::FilesAndLayers => Some(
                "pass all layers with `-f`; to check a client configuration against values, add `--kind client-config`"
                    .to_owned(),
            ),
            Self::NoClientConfig => {
                Some("pass it: `flyte-auth lint --kind client-config ~/.flyte/config.yaml`".to_owned())
            }
            Self::ChartOrClientConfig(_) => Some(
                "add `--chart flyte-binary` or `--chart flyte-core`; for a configuration of flytectl and pyflyte, \
                    `--kind client-config`"
                    .to_owned(),
            ),
            Self::OldClientConfig => Some(
                "`flyte-auth client` prints a `config.yaml` for both tools; pyflyte prefers `~/.flyte/config` if both \
                    exist"
                    .to_owned(),
            ),
            Self::InFile { error, .. } => error.help(),
            Self::NothingInFolders { files: 1.., .. } => {
                Some("`--verbose` shows why each file was skipped; a file that is named is always checked".to_owned())
            }
            Self::Held(manifest) => Some(manifest.help().to_owned()),
            Self::Manifest { .. } => Some("pass the files that `helm upgrade` gets with `-f`".to_owned()),
            Self::ChartFile => Some("pass the `values.yaml` next to it".to_owned()),
            Self::ClientConfigFile => Some(
                "pass the files that `helm upgrade` gets with `-f`; `flyte-auth lint --kind client-config` checks \
                    this one"
                    .to_owned(),
            ),
            Self::AnswersFile => Some("pass the files that `helm upgrade` gets with `-f`".to_owned()),
            Self::NothingOfChart(_) => Some(
                "for an umbrella chart, Flyte's values need the dependency's name or alias as their key: `ALIAS: \
                    {configmap: \
                    {adminServer: {}}}` (flyte-core) or `ALIAS: {configuration: {auth: {}}}` (flyte-binary); `-o DIR` \
                    instead of `--into` writes new files"
                    .to_owned(),
            ),
            Self::Flyte2 => Some(
                "flyte-auth supports Flyte 1; with Flyte 2, the Ingress or a proxy in front of it asks for the login"
                    .to_owned(),
            ),
            Self::ValuesAsAnswers(_) => Some(
                "pass it with `-f` to `guide`, `next`, `client` and `secrets`, or with `--into` or `--from` to `init`"
                    .to_owned(),
            ),
            Self::ConfigExists => Some("edit it, or print a new one with `--stdout`".to_owned()),
            Self::SeveralReports(_) => {
                Some("give all but one a file: `--format human --format sarif=lint.sarif`".to_owned())
            }
            Self::Edit { source, by_hand, .. } => {
                source.obstacle().map(|what| format!("{what}, or change the file manually: {by_hand}"))
            }
            Self::Into { source, .. } => source.help(),
            Self::SeveralFiles(_) => Some("use a directory: `-o DIR`".to_owned()),
            #[cfg(feature = "online")]
            Self::Offline(_) => None,
            Self::Interrupted { resume: None }
            | Self::Usage(_)
            | Self::Values(_)
            | Self::Prompt(_)
            | Self::Template(_)
            | Self::Problems(_)
            | Self::ProblemsOfPrinting(_)
            | Self::NotJudged { .. }
            | Self::OutputOfNothing
            | Self::NothingInFolders { files: 0, .. }
            | Self::FlagOfFormat { .. }
            | Self::Render(_)
            | Self::Baseline { .. }
            | Self::Walk(_)
            | Self::NotFlyte
            | Self::NotAClientConfig
            | Self::Output(_)
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::OtherChart { .. } => None,
        }
    }
}
