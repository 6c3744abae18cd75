//! `flyte-auth completions SHELL`

use crate::cli::{CliError, Outcome};
use crate::output::Output;

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &CompletionsArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "flyte-auth", &mut script);
    output.result_bytes(&script)?;
    Ok(Outcome::Clean)
}
