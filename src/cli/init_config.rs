//! `flyte-auth init-config`

use std::io;
use std::path::Path;

use crate::cli::{CliError, Outcome};
use crate::config::{NAME, template};
use crate::file::TempFile;
use crate::output::Output;

/// Arguments of `init-config`.
#[derive(Debug, clap::Args)]
pub(super) struct InitConfigArgs {
    /// Values files, one release each
    #[arg(value_name = "FILE")]
    files: Vec<String>,

    /// Values file of one release; repeat for its layers, later ones win
    #[arg(short = 'f', long = "values", value_name = "FILE")]
    layers: Vec<String>,

    /// Print the file instead of writing `.flyte-auth.toml`
    #[arg(long)]
    stdout: bool,
}

pub(super) fn run(args: &InitConfigArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    for file in args.files.iter().chain(&args.layers) {
        let path = Path::new(file);
        if !path.is_file() {
            return Err(CliError::read(path, io::ErrorKind::NotFound.into()));
        }
    }
    let releases: Vec<Vec<String>> = args
        .files
        .iter()
        .map(|file| vec![file.clone()])
        .chain((!args.layers.is_empty()).then(|| args.layers.clone()))
        .collect();
    let text = template(&releases);
    if args.stdout {
        output.result(&text)?;
        return Ok(Outcome::Clean);
    }
    // A file that is there is never replaced.
    let path = Path::new(NAME);
    let written = TempFile::complete(path, text.as_bytes(), false).and_then(|file| file.create(path));
    match written {
        Ok(()) => output.result(&format!("{NAME}\n"))?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(CliError::ConfigExists);
        }
        Err(source) => {
            return Err(CliError::write(path, source));
        }
    }
    Ok(Outcome::Clean)
}
