//! `flyte-auth schema NAME`

use crate::answers;
use crate::chart::Chart;
use crate::cli::{CliError, Outcome};
use crate::client;
use crate::config;
use crate::diagnose;
use crate::guide;
use crate::output::Output;
use crate::report;

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// Schema to print
    #[arg(value_enum)]
    name: Name,
}

/// The schemas that are published.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Name {
    /// Answers file of `flyte-auth generate`
    Answers,
    /// Output of `flyte-auth lint --format json`
    Report,
    /// Output of `flyte-auth diagnose --format json`
    Diagnosis,
    /// `.flyte-auth.toml`
    Config,
    /// Output of `flyte-auth guide --format json` and `flyte-auth next --format json`
    Guide,
    /// Output of `flyte-auth check --format json`
    #[cfg(feature = "online")]
    Check,
    /// Values of the Helm chart flyte-binary
    FlyteBinary,
    /// Values of the Helm chart flyte-core
    FlyteCore,
    /// `config.yaml` of flytectl and pyflyte
    ClientConfig,
}

pub(super) fn run(args: &SchemaArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let schema = match args.name {
        Name::Answers => answers::schema(),
        Name::Config => config::schema(),
        Name::Report => report::schema(),
        Name::Diagnosis => diagnose::json_schema(),
        Name::Guide => guide::schema(),
        #[cfg(feature = "online")]
        Name::Check => crate::check::schema(),
        Name::FlyteBinary => Chart::FlyteBinary.values_schema(),
        Name::FlyteCore => Chart::FlyteCore.values_schema(),
        Name::ClientConfig => client::read::published_schema(),
    };
    // The alternate format of a JSON value is indented.
    output.result(&format!("{schema:#}\n"))?;
    Ok(Outcome::Clean)
}
