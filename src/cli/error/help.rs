//! What to do about each error.

use super::CliError;
use crate::diagnostic::Help;

impl Help for CliError {
    fn help(&self) -> Option<String> {
        match self {
            Self::Config(error) => error.help(),
            Self::Hash(error) => error.help(),
            Self::Chart(error) => error.help(),
            Self::Client(error) => error.help(),
            Self::Secrets(error) => error.help(),
            Self::Deployment(error) => error.help(),
            Self::Emit(error) => error.help(),
            Self::NoDeployment => Some(
                "give its values (`-f values.yaml`), its answers file (`--answers FILE`), or answers as flags; \
                    `--help` lists them"
                    .to_owned(),
            ),
            Self::FlagBesideValues(_) => Some("leave it out, or give answers instead of values".to_owned()),
            Self::FlagOfFlow { flag, flow } => Some(format!("say `--flow {flow}`, or leave `{flag}` out")),
            Self::FlowOfCi { .. } => {
                Some("leave `--flow` out, or print a `config.yaml` with `--format config`".to_owned())
            }
            Self::SecretOfCi { flag } => Some(format!(
                "leave `{flag}` out: in CI flytekit takes the secret from `FLYTE_CREDENTIALS_CLIENT_SECRET`"
            )),
            Self::ChartDir(error) => error.help(),
            Self::AnswersExist(_) => Some(
                "name another file (`--save-answers FILE`), or `--force` to replace what is \
                there"
                    .to_owned(),
            ),
            Self::Session(error) => error.help(),
            Self::Interrupted { resume: Some(command) } => Some(format!(
                "`{command}` goes on from the answers so far; \
                secrets that were typed in are asked for again"
            )),
            Self::Unanswered(_) => Some(
                "give these flags, or a file with the answers (`--answers FILE`); `flyte-auth schema answers` is its \
                    form"
                    .to_owned(),
            ),
            Self::Generate(error) => error.help(),
            Self::WriteFiles(error) => error.help(),
            Self::Replace(error) => error.help(),
            Self::OutputExists(_) => Some("name another file, or use `--force` to replace this one".to_owned()),
            Self::OutputIsInput(_) | Self::OutputTwice(_) => Some("name another file".to_owned()),
            Self::NoAnswers => Some(
                "give an answers file (`flyte-auth generate --answers FILE`) or flags; `--help` lists them".to_owned(),
            ),
            Self::NoRule { meant, .. } => Some(meant.map_or_else(
                || "`flyte-auth rules` lists them".to_owned(),
                |meant| format!("did you mean `{meant}`? `flyte-auth rules` lists all"),
            )),
            Self::NoValues => Some(
                "name a values file (`flyte-auth lint values.yaml`), layers of one release (`-f a.yaml -f b.yaml`), \
                    or list releases in `.flyte-auth.toml` (`flyte-auth init-config`)"
                    .to_owned(),
            ),
            Self::FilesAndLayers => Some(
                "give all layers with `-f`; the values that client configs are for go with `--kind \
                    client-config`"
                    .to_owned(),
            ),
            Self::NoClientConfig => {
                Some("name it: `flyte-auth lint --kind client-config ~/.flyte/config.yaml`".to_owned())
            }
            Self::ChartOrClientConfig(_) => Some(
                "say which with `--chart flyte-binary` or `--chart flyte-core`; if it is a config of flytectl and \
                    pyflyte, `--kind client-config`"
                    .to_owned(),
            ),
            Self::OldClientConfig => Some(
                "`flyte-auth client` prints a `config.yaml`, which flytectl reads, too; pyflyte takes \
                    `~/.flyte/config` first where both are there"
                    .to_owned(),
            ),
            Self::InFile { error, .. } => error.help(),
            Self::NothingInFolders { files: 1.., .. } => Some(
                "`--verbose` says why each was passed over; name a file to have it judged whatever it looks \
                    like"
                    .to_owned(),
            ),
            Self::Manifest { kind } => Some(match kind.as_str() {
                "Application" => "lint the values in it: `yq '.spec.source.helm.valuesObject // \
                    (.spec.source.helm.values | from_yaml)' app.yaml | flyte-auth lint -`"
                    .to_owned(),
                "HelmRelease" => "lint the values in it: `yq .spec.values release.yaml | flyte-auth lint -`".to_owned(),
                _ => "give it the files that `helm upgrade` gets with `-f`".to_owned(),
            }),
            Self::ChartFile => Some("name the `values.yaml` beside it".to_owned()),
            Self::ClientConfigFile => Some(
                "give it the files that `helm upgrade` gets with `-f`; `flyte-auth lint --kind client-config` judges \
                    this one"
                    .to_owned(),
            ),
            Self::AnswersFile => Some("give it the files that `helm upgrade` gets with `-f`".to_owned()),
            Self::NothingOfChart(_) => Some(
                "in an umbrella chart's values Flyte's have a key, the dependency's name or its alias; an alias is \
                    known by what stands below it: `ALIAS: {configmap: {adminServer: {}}}` (flyte-core) or `ALIAS: \
                        {configuration: {auth: {}}}` (flyte-binary); `-o DIR` in place of `--into` writes the \
                            settings to new files"
                    .to_owned(),
            ),
            Self::ValuesAsAnswers(_) => Some(
                "`guide`, `next`, `client` and `secrets` take values with `-f`; `flyte-auth init --from FILE` makes \
                    answers of them"
                    .to_owned(),
            ),
            Self::ConfigExists => Some("edit it, or print another with `--stdout`".to_owned()),
            Self::SeveralReports(_) => {
                Some("give all but one a file: `--format human --format sarif=lint.sarif`".to_owned())
            }
            Self::Edit { source, by_hand, .. } => {
                source.obstacle().map(|what| format!("{what}, or change the file by hand: {by_hand}"))
            }
            Self::Into { source, .. } => source.help(),
            Self::SeveralFiles(_) => Some("give a folder: `-o DIR`".to_owned()),
            #[cfg(feature = "online")]
            Self::Offline(_) => None,
            Self::Interrupted { resume: None }
            | Self::Usage(_)
            | Self::Prompt(_)
            | Self::Values(_)
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
