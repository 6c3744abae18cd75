//! `flyte-auth generate`

use std::path::{Path, PathBuf};

use crate::answers::{AnswersInput, Checked, System};
use crate::cli::answer_flags::AnswerFlags;
use crate::cli::{CliError, Outcome};
use crate::generate;
use crate::output::Output;

/// Arguments of `generate`: every key of an answers file has a flag, and a flag wins over the file.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Secrets are named by the environment variable or the file that holds them, never given as arguments.\nThe keys of an answers file: `flyte-auth schema answers`; examples: https://github.com/flyte-auth/flyte-auth/tree/main/examples/answers"
)]
pub(super) struct Args {
    /// Read the answers from this YAML or JSON file; `-` is standard input
    #[arg(short, long, value_name = "FILE")]
    answers: Option<PathBuf>,

    /// Write the files into this folder; `-` prints the one file, secrets included
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,

    /// Show what would be written, secrets hidden, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Replace files that exist
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    flags: AnswerFlags,
}

pub(super) fn run(args: &Args, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let flags = args.flags.all();
    if args.answers.is_none() && flags.iter().all(|(_, value, _)| value.is_none()) {
        return Err(CliError::NoAnswers);
    }
    let mut input = AnswersInput::default();
    if let Some(path) = &args.answers {
        let (name, text) = super::read_input(path)?;
        input = AnswersInput::parse(name, &text).map_err(CliError::problems)?;
    }
    for (key, value, flag) in flags {
        match value {
            Some(value) => input.overlay(key, value, flag),
            None => input.offer(key, flag),
        }
    }
    let checked = input.check(&System).map_err(CliError::problems)?;
    for note in &checked.notes {
        output.say(&format!("note: {note}"))?;
    }
    write(args, &checked, output)
}

fn write(args: &Args, checked: &Checked, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let Checked { answers, .. } = checked;
    let plan = generate::plan(answers)?;
    let paths: Vec<PathBuf> = if args.output == Path::new("-") {
        let [file] = plan.files.as_slice() else {
            return Err(CliError::SeveralFiles(
                plan.files.iter().map(|file| file.name).collect(),
            ));
        };
        if args.dry_run {
            output.result(&file.hidden)?;
        } else {
            output.result(&file.text)?;
        }
        vec![PathBuf::from("values.yaml")]
    } else if args.dry_run {
        let paths: Vec<PathBuf> = plan
            .files
            .iter()
            .map(|file| folder(&args.output, file.name))
            .collect();
        for (index, (file, path)) in plan.files.iter().zip(&paths).enumerate() {
            let gap = if index == 0 { "" } else { "\n" };
            output.result(&format!("{gap}==> {} <==\n{}", path.display(), file.hidden))?;
        }
        paths
    } else {
        generate::write(&plan, &args.output, args.force)?;
        let paths: Vec<PathBuf> = plan
            .files
            .iter()
            .map(|file| folder(&args.output, file.name))
            .collect();
        for path in &paths {
            output.result(&format!("{}\n", path.display()))?;
        }
        paths
    };
    output.flush()?;
    output.say("")?;
    output.say(generate::next_steps(answers, &plan, &paths)?.trim_end())?;
    Ok(Outcome::Clean)
}

/// A file's path as a person would write it.
fn folder(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") {
        PathBuf::from(name)
    } else {
        folder.join(name)
    }
}
