//! `flyte-auth generate`

use std::io;
use std::path::{Path, PathBuf};

use crate::answers::{Answers, Checked, System};
use crate::chart::Chart;
use crate::cli::answer_flags::AnswerFlags;
use crate::cli::{CliError, Outcome};
use crate::fix;
use crate::generate::{self, Plan, in_folder};
use crate::guide::{self, ValuesFrom};
use crate::kubernetes::UpgradeNote;
use crate::output::Output;
use crate::values::{FileInput, HelmVersion, Inputs, layer};
use crate::yaml::edit::EditError;

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

    /// Put the settings into this values file, in place of its own: everything else in it stays. Further files go to
    /// `--output`
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,

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
    if args.answers.is_none() && !args.flags.are_given() {
        return Err(CliError::NoAnswers);
    }
    let input = args.flags.input(args.answers.as_deref())?;
    let checked = input.check(&System).map_err(CliError::problems)?;
    for note in &checked.notes {
        output.say(&format!("note: {note}"))?;
    }
    write(args, &checked, output)
}

fn write(args: &Args, checked: &Checked, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let Checked { answers, .. } = checked;
    let plan = generate::plan(answers)?;
    if let Some(path) = &args.into {
        return write_into(args, path, answers, &plan, output);
    }
    if args.output == Path::new("-") {
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
    } else if args.dry_run {
        let paths: Vec<PathBuf> = plan
            .files
            .iter()
            .map(|file| in_folder(&args.output, file.name))
            .collect();
        for (index, (file, path)) in plan.files.iter().zip(&paths).enumerate() {
            let gap = if index == 0 { "" } else { "\n" };
            output.result(&format!("{gap}==> {} <==\n{}", path.display(), file.hidden))?;
        }
    } else {
        generate::write(&plan, &args.output, args.force)?;
        let paths: Vec<PathBuf> = plan
            .files
            .iter()
            .map(|file| in_folder(&args.output, file.name))
            .collect();
        for path in &paths {
            output.result(&format!("{}\n", path.display()))?;
        }
    }
    output.flush()?;
    say_next(
        args,
        answers,
        &generate::secret_notes(answers, &plan, None),
        output,
    )?;
    Ok(Outcome::Clean)
}

/// What is to be done with the files.
fn say_next(
    args: &Args,
    answers: &Answers,
    notes: &[UpgradeNote],
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    let folder = if args.output == Path::new("-") {
        Path::new(".")
    } else {
        &args.output
    };
    let deployment = &answers.deployment;
    let upgrade = generate::upgrade(
        deployment,
        answers.secrets.word(),
        notes,
        folder,
        args.into.as_deref(),
    );
    let mut words = args
        .answers
        .iter()
        .flat_map(|path| ["--answers".to_owned(), path.display().to_string()])
        .collect::<Vec<_>>();
    words.extend(args.flags.words());
    let mut place = Vec::new();
    if folder != Path::new(".") {
        place.extend(["-o".to_owned(), folder.display().to_string()]);
    }
    if let Some(path) = &args.into {
        place.extend(["--into".to_owned(), path.display().to_string()]);
    }
    let from = ValuesFrom::Answers {
        words,
        into: None,
        open: Vec::new(),
    };
    let guide = guide::closing(deployment, &upgrade, &from, &place);
    output.say("")?;
    output.say(guide::render(&guide, guide::Format::Human).trim_end())?;
    Ok(())
}

/// Puts the first file's settings into one that is there, and writes the others.
fn write_into(
    args: &Args,
    path: &Path,
    answers: &Answers,
    plan: &Plan,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    let Some((first, others)) = plan.files.split_first() else {
        return Ok(Outcome::Clean);
    };
    let before = std::fs::read(path).map_err(|source| CliError::read(path, source))?;
    let edit_error = |source| CliError::Edit {
        path: path.to_owned(),
        source,
    };
    let text = std::str::from_utf8(&before).map_err(|_| edit_error(EditError::Encoding))?;
    let file = FileInput {
        name: path.to_string_lossy().into(),
        bytes: before.as_slice().into(),
    };
    let there = layer(
        &Inputs {
            files: vec![file],
            flags: Vec::new(),
            helm: HelmVersion::V3,
        },
        &|_| Err(io::ErrorKind::NotFound.into()),
    )?;
    if let Ok(chart) = Chart::detect(&there.values)
        && chart != answers.deployment.chart
    {
        return Err(CliError::OtherChart {
            path: path.to_owned(),
            there: chart,
            asked: answers.deployment.chart,
        });
    }
    let after = generate::into(first, answers, text).map_err(edit_error)?;
    let mut paths = vec![path.to_owned()];
    paths.extend(others.iter().map(|file| in_folder(&args.output, file.name)));
    if args.dry_run {
        let name = path.to_string_lossy();
        output.result(&fix::diff(&name, &before, after.as_bytes()))?;
        for (file, path) in others.iter().zip(paths.iter().skip(1)) {
            output.result(&format!("\n==> {} <==\n{}", path.display(), file.hidden))?;
        }
    } else {
        generate::write_files(others, &args.output, args.force)?;
        fix::replace(path, &before, after.as_bytes())?;
        for path in &paths {
            output.result(&format!("{}\n", path.display()))?;
        }
    }
    output.flush()?;
    if text.contains("\n# Written by flyte-auth") {
        output.say(
            "note: the comments are those of before, and may speak of the settings of before",
        )?;
    }
    let notes = generate::secret_notes(answers, plan, Some([text, &after]));
    say_next(args, answers, &notes, output)?;
    Ok(Outcome::Clean)
}
