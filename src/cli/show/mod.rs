//! `flyte-auth show`

mod annotated;
mod facts;
mod human;
mod json;
mod losses;

use crate::cli::release_args::ReleaseArgs;
use crate::cli::{CliError, Outcome};
use crate::file;
use crate::output::Output;
use crate::project::{ProjectError, not_passed};
use crate::redact::redact;
use crate::text::visible;
use crate::values::{Inputs, Layered, layer, to_json, to_yaml};

/// Arguments of `show`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    release: ReleaseArgs,

    /// Values files, as with `-f`
    #[arg(value_name = "FILE")]
    positional: Vec<String>,

    /// Print the merged values, as `helm get values` does
    #[arg(long)]
    merged: bool,

    /// Print secrets instead of `<redacted>`
    #[arg(long)]
    show_secrets: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: ShowFormat,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ShowFormat {
    /// YAML with the origin of each value as a comment
    Human,
    /// JSON
    Json,
}

pub(super) fn run(args: &ShowArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let mut args = args.clone();
    args.release.values.add(&args.positional);
    args.release.values.take_default();
    let args = &args;
    let release = &args.release;
    if !release.values.are_given() && release.chart.is_none() && release.values.chart_dir.is_none() {
        return Err(ProjectError::NoValues.into());
    }
    let inputs = args.release.values.inputs()?;
    match text(args, &inputs) {
        Ok(text) => {
            // Output to a file or pipe is what Helm would print, byte for byte.
            if args.merged && output.columns().result.is_some() {
                let lines: Vec<String> = text.split('\n').map(visible).collect();
                output.result(&lines.join("\n"))?;
            } else {
                output.result(&text)?;
            }
            if let Some(note) = not_passed(&args.release.values.files()) {
                output.say(&format!("note: {note}"))?;
            }
            Ok(Outcome::Clean)
        }
        Err(error) => {
            if args.format == ShowFormat::Json {
                output.result(&json::error(&error, args.show_secrets))?;
                output.flush()?;
            }
            Err(error)
        }
    }
}

fn text(args: &ShowArgs, inputs: &Inputs) -> Result<String, CliError> {
    let layered = layer(inputs, &|name| file::read_named(name))?;
    if args.merged { Ok(values_text(args, &layered)) } else { model_text(args, &layered) }
}

fn values_text(args: &ShowArgs, layered: &Layered) -> String {
    let values = if args.show_secrets { layered.values.clone() } else { redact(&layered.values) };
    let mut text = match args.format {
        ShowFormat::Human => to_yaml(&values),
        ShowFormat::Json => to_json(&values),
    };
    text.push('\n');
    text
}

fn model_text(args: &ShowArgs, layered: &Layered) -> Result<String, CliError> {
    let (model, _) = args.release.values.model_of_layers(layered, args.release.info())?;
    Ok(match args.format {
        ShowFormat::Human => human::text(&model, layered, args.show_secrets),
        ShowFormat::Json => json::text(&model, args.show_secrets),
    })
}
