//! `flyte-auth diagnose`

use std::fs::File;
use std::io::{self, Cursor, IsTerminal as _, Read};
use std::path::Path;

use super::release_args::ReleaseArgs;
use super::{CliError, Outcome};
use crate::diagnose::{Circumstances, diagnose, human, json, markdown};
use crate::file::{self, STDIN, is_stdin};
use crate::flyte::FlyteVersion;
use crate::lint::{self, Completeness, LintRelease};
use crate::output::Output;
use crate::release::{ReleaseInfo, flyte_version};
use crate::values::layer;
use crate::values_file::NotValues;

/// Arguments of `diagnose`.
#[derive(Debug, clap::Args)]
pub(super) struct DiagnoseArgs {
    /// Log files, or quoted text; `-` or no argument reads standard input
    #[arg(value_name = "FILE|TEXT")]
    inputs: Vec<String>,

    #[command(flatten)]
    release: ReleaseArgs,

    /// Installed Flyte version [default: 1.16.8]
    #[arg(long, value_name = "VERSION", value_parser = FlyteVersion::parse_any)]
    flyte_version: Option<FlyteVersion>,

    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: DiagnoseFormat,
}

/// The maximum width of text.
const WIDTH: usize = 100;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum DiagnoseFormat {
    /// For a person
    Human,
    /// JSON
    Json,
    /// Markdown for an issue, with secrets, e-mail addresses and host names hidden
    Markdown,
}

pub(super) fn run(args: &DiagnoseArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let circumstances = if args.release.values.are_given() { Some(circumstances(args)?) } else { None };
    let (source, input) = open(args, output)?;
    let diagnosis =
        diagnose(input, circumstances.as_ref()).map_err(|error| CliError::read(Path::new(&source), error))?;
    let text = match args.format {
        DiagnoseFormat::Human => human(&diagnosis, &source, output.columns().result.unwrap_or(WIDTH).min(WIDTH)),
        DiagnoseFormat::Json => json(&diagnosis, &source),
        DiagnoseFormat::Markdown => markdown(&diagnosis),
    };
    output.result(&text)?;
    Ok(if diagnosis.is_clean() { Outcome::Clean } else { Outcome::Findings })
}

/// Collects the facts from the values by running `lint`.
fn circumstances(args: &DiagnoseArgs) -> Result<Circumstances, CliError> {
    let release = &args.release;
    let reads_input = args.inputs.is_empty() || args.inputs.iter().any(is_stdin);
    if reads_input && release.values.files().iter().any(is_stdin) {
        let message = "standard input cannot be both a values file and the log";
        return Err(CliError::Usage(message.to_owned()));
    }
    let inputs = release.values.inputs()?;
    let own = release.values.own_chart()?;
    let info = ReleaseInfo {
        own_chart: own.as_ref(),
        helm: inputs.helm,
        flyte: flyte_version(args.flyte_version, own.as_ref()),
        ..release.info()
    };
    let layered = layer(&inputs, &|name| file::read_named(name))?;
    NotValues::refuse(&layered)?;
    let release = LintRelease::of(&layered, info, Completeness::Detect).map_err(CliError::Chart)?;
    Ok(Circumstances::of_release(&release, &lint::run(&release)))
}

/// Opens the inputs. Returns their names and contents.
fn open(args: &DiagnoseArgs, output: &mut Output<'_>) -> Result<(String, Box<dyn Read>), CliError> {
    let mut names: Vec<&str> = Vec::new();
    let mut all: Box<dyn Read> = Box::new(io::empty());
    let standard = ["-".to_owned()];
    let inputs = if args.inputs.is_empty() { &standard[..] } else { &args.inputs };
    for input in inputs {
        let path = Path::new(input);
        let (name, one): (&str, Box<dyn Read>) = if is_stdin(input) {
            if io::stdin().is_terminal() {
                output.say("Paste the text, then press Ctrl-D on an empty line.")?;
            }
            (STDIN, Box::new(io::stdin()))
        } else if path.is_file() {
            (input, Box::new(File::open(path).map_err(|source| CliError::read(path, source))?))
        } else if is_path(input) {
            let source = File::open(path).err().unwrap_or_else(|| io::ErrorKind::IsADirectory.into());
            return Err(CliError::read(path, source));
        } else {
            ("<text>", Box::new(Cursor::new(input.clone().into_bytes())))
        };
        // Separate the inputs by a line end.
        let between = if names.is_empty() { &b""[..] } else { b"\n" };
        if !names.contains(&name) {
            names.push(name);
        }
        all = Box::new(all.chain(between).chain(one));
    }
    Ok((names.join(", "), all))
}

/// Returns whether an argument looks like a file name: a single word with a directory or a known extension.
fn is_path(input: &str) -> bool {
    let has_ending = Path::new(input).extension().is_some_and(|ending| {
        ["log", "txt", "json", "jsonl", "out", "yaml", "yml", "gz"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    });
    !input.contains(char::is_whitespace) && !input.contains("://") && (Path::new(input).is_dir() || has_ending)
}
