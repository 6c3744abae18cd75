//! `flyte-auth man`

use std::path::PathBuf;

use crate::cli::{CliError, Outcome};
use crate::output::Output;

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write one page per command to this directory instead of printing the main page
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let command = super::command();
    if let Some(folder) = &args.output {
        std::fs::create_dir_all(folder).map_err(|source| CliError::write(folder, source))?;
        clap_mangen::generate_to(command, folder).map_err(|source| CliError::write(folder, source))?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        output.result_bytes(&page)?;
    }
    Ok(Outcome::Clean)
}
