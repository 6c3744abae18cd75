//! `flyte-auth init-config`

use std::io;
use std::path::{Path, PathBuf};

use crate::chart::Chart;
use crate::cli::{CliError, Outcome};
use crate::config::{BASELINE, LoadedConfig, NAME, template};
use crate::file::TempFile;
use crate::output::Output;
use crate::project::{group, walk};
use crate::text::visible_path;
use crate::values_file::ValuesFile;

/// Arguments of `init-config`.
#[derive(Debug, clap::Args)]
pub(super) struct InitConfigArgs {
    /// Values files, one release each [default: the values files in this directory and below, grouped by their names]
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
    let mut releases: Vec<Vec<String>> = args
        .files
        .iter()
        .map(|file| vec![file.clone()])
        .chain((!args.layers.is_empty()).then(|| args.layers.clone()))
        .collect();
    if releases.is_empty() {
        releases = found()?;
    }
    let text = template(&releases, Path::new(BASELINE).is_file());
    if args.stdout {
        output.result(&text)?;
        return Ok(Outcome::Clean);
    }
    // Never replace an existing file.
    let path = Path::new(NAME);
    let written = TempFile::complete(path, text.as_bytes(), false).and_then(|file| file.create(path));
    match written {
        Ok(()) => {
            output.result(&format!("{NAME}\n"))?;
            if let Some(above) = LoadedConfig::find(Path::new("..")) {
                output.say(&format!("note: `{}` no longer applies to this directory", visible_path(&above)))?;
            }
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(CliError::ConfigExists);
        }
        Err(source) => {
            return Err(CliError::write(path, source));
        }
    }
    Ok(Outcome::Clean)
}

/// Returns the releases in this directory: its values files for Flyte, grouped where they look like layers.
fn found() -> Result<Vec<Vec<String>>, CliError> {
    let here = Path::new(".");
    let files: Vec<PathBuf> = walk(here, &[], here)?.into_iter().filter(|path| holds_values(path)).collect();
    let name = |path: &PathBuf| path.to_string_lossy().replace('\\', "/");
    Ok(group(&files).iter().map(|files| files.iter().map(name).collect()).collect())
}

/// Returns whether a file contains values for a chart of Flyte.
fn holds_values(path: &Path) -> bool {
    ValuesFile::read(path).is_ok_and(|file| Chart::is_surely_flyte(&file.layered.values))
}
