//! `flyte-auth schema NAME`

use crate::answers;
use crate::cli::{CliError, Outcome};
use crate::output::Output;

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The schema
    #[arg(value_enum)]
    name: Name,
}

/// The schemas that are published.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Name {
    /// Answers files for `flyte-auth generate`
    Answers,
}

pub(super) fn run(args: &Args, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let schema = match args.name {
        Name::Answers => answers::schema(),
    };
    // The alternate form of a JSON value is its indented text.
    output.result(&format!("{schema:#}\n"))?;
    Ok(Outcome::Clean)
}
