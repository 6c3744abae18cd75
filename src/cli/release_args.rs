//! The flags that select a release: its values, its chart, its names.

use std::path::{Path, PathBuf};

use crate::chart::{Chart, OwnChart, TemplateError};
use crate::cli::CliError;
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE};
use crate::file;
use crate::flyte::FlyteVersion;
use crate::go::csv::{self, CsvError};
use crate::project::{flags_of_files, secrets_beside};
use crate::release::{Flyte2Sign, Model, Release, ReleaseInfo, Rendering, flyte_version};
use crate::text::and_list;
use crate::values::set::SetKind;
use crate::values::{FileInput, HelmVersion, Inputs, Layered, SourceKind, Sources, layer};
use crate::values_file::{self, NotValues};

/// Values and names of one release, as `helm upgrade` takes them.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ReleaseArgs {
    #[command(flatten)]
    pub(super) values: ValuesArgs,

    /// Helm release
    #[arg(long, value_name = "NAME", default_value = DEFAULT_RELEASE)]
    pub(super) release: String,

    /// Namespace of the release
    #[arg(short, long, value_name = "NAME", default_value = DEFAULT_NAMESPACE)]
    pub(super) namespace: String,

    /// Helm chart that the values are for [default: detected from the values]
    #[arg(long, value_name = "CHART", value_enum)]
    pub(super) chart: Option<Chart>,
}

/// The files of one `-f`: a comma-separated list as in Helm, with double quotes around a name that contains a comma.
#[derive(Debug, Clone)]
struct FileList(Vec<String>);

impl FileList {
    fn parse(argument: &str) -> Result<Self, CsvError> {
        csv::read(argument).map(Self)
    }
}

/// Refuses Helm's `--version`.
fn chart_version(_: &str) -> Result<String, String> {
    Err("`--version` is Helm's chart version; use `--flyte-version`".to_owned())
}

/// The values file that is read if none is given.
const DEFAULT_FILE: &str = "values.yaml";

/// Values of one release, as `helm upgrade` takes them.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ValuesArgs {
    /// Values file; repeat for layers of one release, later ones win; `-` is standard input
    #[arg(short = 'f', long = "values", alias = "values-file", value_name = "FILE", value_parser = FileList::parse)]
    files: Vec<FileList>,

    /// Set a value, as `helm --set` does
    #[arg(long, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    set: Vec<String>,

    /// Set a string value
    #[arg(long, hide_short_help = true, value_name = "KEY=VALUE", allow_hyphen_values = true)]
    set_string: Vec<String>,

    /// Set a JSON value
    #[arg(long, hide_short_help = true, value_name = "KEY=JSON", allow_hyphen_values = true)]
    set_json: Vec<String>,

    /// Set a value to the content of a file
    #[arg(long, hide_short_help = true, value_name = "KEY=FILE", allow_hyphen_values = true)]
    set_file: Vec<String>,

    /// Set a value to a literal string
    #[arg(long, hide_short_help = true, value_name = "KEY=TEXT", allow_hyphen_values = true)]
    set_literal: Vec<String>,

    // Only here to be refused with a hint: Helm's users know it.
    #[arg(long = "version", hide = true, value_name = "VERSION", value_parser = chart_version)]
    chart_version: Option<String>,

    /// Helm major version whose merge rules apply [default: 3]
    #[arg(long, value_name = "VERSION", value_enum)]
    pub(super) helm_version: Option<HelmVersion>,

    /// Take the chart's defaults from this directory or `.tgz` instead of the built-in ones
    #[arg(long, value_name = "DIR|TGZ")]
    pub(super) chart_dir: Option<PathBuf>,
}

impl ReleaseArgs {
    /// Returns the release's properties from the flags.
    pub(super) fn info(&self) -> ReleaseInfo<'_> {
        ReleaseInfo::new(&self.release, &self.namespace, self.chart, FlyteVersion::NEWEST)
    }
}

impl ValuesArgs {
    /// Returns the Helm version whose rules apply.
    pub(super) fn helm(&self) -> HelmVersion {
        self.helm_version.unwrap_or_default()
    }

    /// Returns whether any values are given.
    pub(super) fn are_given(&self) -> bool {
        !self.files().is_empty() || !self.flags().is_empty()
    }

    /// Adds files that were given without `-f`.
    pub(super) fn add(&mut self, files: &[String]) {
        self.files.extend(files.iter().map(|file| FileList(vec![file.clone()])));
    }

    /// Adds `values.yaml` in the working directory, if it exists and no values are given.
    pub(super) fn take_default(&mut self) {
        if !self.are_given() && Path::new(DEFAULT_FILE).is_file() {
            self.add(&[DEFAULT_FILE.to_owned()]);
        }
    }

    /// Returns the values files.
    pub(super) fn files(&self) -> Vec<String> {
        self.files.iter().flat_map(|list| &list.0).cloned().collect()
    }

    /// Returns the flags that set values; those of one kind keep their order.
    pub(super) fn flags(&self) -> Vec<(SetKind, String)> {
        [
            (SetKind::Set, &self.set),
            (SetKind::String, &self.set_string),
            (SetKind::Json, &self.set_json),
            (SetKind::File, &self.set_file),
            (SetKind::Literal, &self.set_literal),
        ]
        .into_iter()
        .flat_map(|(kind, arguments)| arguments.iter().map(move |argument| (kind, argument.clone())))
        .collect()
    }

    /// Returns the files that flags take values from.
    pub(super) fn set_files(&self) -> impl Iterator<Item = &str> {
        self.set_file.iter().filter_map(|flag| Some(flag.split_once('=')?.1))
    }

    /// Returns the files and flags as arguments for Helm.
    pub(super) fn words(&self) -> Vec<String> {
        self.words_with(str::to_owned)
    }

    /// Returns the same with files renamed by `named`.
    pub(super) fn words_with(&self, named: impl Fn(&str) -> String) -> Vec<String> {
        let files = self.files().into_iter().flat_map(|file| ["-f".to_owned(), csv::quote(&named(&file)).into_owned()]);
        let flags = self.flags().into_iter();
        files
            .chain(flags.flat_map(|(kind, argument)| {
                // The value may be a secret.
                let shown = match argument.split_once('=') {
                    Some((key, _)) if kind != SetKind::File => format!("{key}=<value>"),
                    _ => argument,
                };
                [kind.flag().to_owned(), shown]
            }))
            .collect()
    }

    /// Returns the effective model of the values, the key around them in an umbrella chart's, and their texts.
    pub(super) fn model(&self, info: ReleaseInfo<'_>) -> Result<(Model, Option<String>, Sources), CliError> {
        self.model_of_inputs(&self.inputs()?, info)
    }

    /// Returns the effective model of other values files of the release.
    pub(super) fn model_of(&self, files: &[String], info: ReleaseInfo<'_>) -> Result<Model, CliError> {
        let inputs = Inputs { files: files_of(files)?, flags: Vec::new(), helm: self.helm() };
        Ok(self.model_of_inputs(&inputs, info)?.0)
    }

    fn model_of_inputs(
        &self,
        inputs: &Inputs,
        info: ReleaseInfo<'_>,
    ) -> Result<(Model, Option<String>, Sources), CliError> {
        let layered = layer(inputs, &|name| file::read_named(name))?;
        let (model, subchart) = self.model_of_layers(&layered, info)?;
        Ok((model, subchart, layered.sources))
    }

    /// Returns the effective model of merged values, and the key around them in an umbrella chart's.
    pub(super) fn model_of_layers(
        &self,
        layered: &Layered,
        info: ReleaseInfo<'_>,
    ) -> Result<(Model, Option<String>), CliError> {
        NotValues::refuse(layered)?;
        let own = self.own_chart()?;
        let info = ReleaseInfo { own_chart: own.as_ref(), helm: self.helm(), ..info };
        let release = Release::of(layered, info)?;
        if Flyte2Sign::of(&release).is_some() {
            return Err(CliError::Flyte2);
        }
        let model = release.model(Rendering::default());
        let model = model.map_err(|error| self.not_rendered(error, &release))?;
        Ok((model, release.subchart.map(str::to_owned)))
    }

    /// Returns the error for a chart that cannot be rendered. It names a values file that may be missing.
    fn not_rendered(&self, error: TemplateError, release: &Release<'_>) -> CliError {
        let sources = release.layered.sources.iter().filter(|source| source.kind == SourceKind::File);
        let files: Vec<String> = sources.map(|source| source.name.to_string()).collect();
        let beside = secrets_beside(&files);
        let renders = || {
            let files = files_of(&[files.as_slice(), &beside].concat()).ok()?;
            let layered =
                layer(&Inputs { files, flags: self.flags(), helm: self.helm() }, &|name| file::read_named(name))
                    .ok()?;
            Release::of(&layered, release.info).ok()?.model(Rendering::default()).ok()
        };
        let missing: Vec<String> =
            release.chart.missing_required(&release.user).map(|path| format!("`{}`", path.join("."))).collect();
        let help = if !beside.is_empty() && renders().is_some() {
            Some(format!("pass the secrets file of these values, too: `{}`", flags_of_files(&beside)))
        } else if error.stated().is_some() && !missing.is_empty() {
            let them = if missing.len() == 1 { "it" } else { "them" };
            Some(format!(
                "set {}, or pass the values file that sets {them}, too, with another `-f`",
                and_list(&missing)
            ))
        } else {
            None
        };
        CliError::Template { error, help }
    }

    /// Returns the version of Flyte: the `stated` one, or that of the user's own chart, which is only read for it.
    pub(super) fn flyte_version(&self, stated: Option<FlyteVersion>) -> Result<FlyteVersion, CliError> {
        let own = if stated.is_none() { self.own_chart()? } else { None };
        Ok(flyte_version(stated, own.as_ref()))
    }

    /// Reads the user's own chart.
    pub(super) fn own_chart(&self) -> Result<Option<OwnChart>, CliError> {
        Ok(self.chart_dir.as_deref().map(OwnChart::read).transpose()?)
    }

    /// Reads the values files and collects the flags.
    pub(super) fn inputs(&self) -> Result<Inputs, CliError> {
        Ok(Inputs { files: files_of(&self.files())?, flags: self.flags(), helm: self.helm() })
    }
}

fn files_of(names: &[String]) -> Result<Vec<FileInput>, CliError> {
    names.iter().map(|name| Ok(values_file::input(Path::new(name))?)).collect()
}
