//! `flyte-auth generate`

use std::path::{Path, PathBuf};

use crate::answers::{Answers, Checked, Keeping, System};
use crate::cli::answer_flags::AnswerFlags;
use crate::cli::{CliError, Outcome};
use crate::file::not_inputs;
use crate::fix;
use crate::generate::{self, GeneratedFiles, MergeIntoFile, complete_from, in_folder, in_use};
use crate::guide::{self, InstallationName, Upgrade, ValuesFrom};
use crate::kubernetes::UpgradeNote;
use crate::output::Output;
use crate::text::visible_path;

/// Arguments of `generate`: every key of an answers file has a flag, and a flag wins over the file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Secrets are read from environment variables or files, never from arguments.\n\
        `flyte-auth schema answers` lists the keys of an answers file; examples: \
        https://github.com/flyte-auth/flyte-auth/tree/main/examples/answers")]
pub(super) struct GenerateArgs {
    /// Answers file, YAML or JSON; `-` is standard input
    #[arg(short, long, value_name = "FILE")]
    answers: Option<PathBuf>,

    /// Directory for the files; `-` prints a single file, including secrets
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,

    /// Update this values file in place and keep everything else in it; other files go to `--output`
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,

    /// Show what would be written, with secrets hidden, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Replace existing files
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    flags: AnswerFlags,
}

/// The answers' context besides the files that they make.
struct GivenAnswers {
    /// The files that the answers, their secrets and the existing settings are read from.
    inputs: Vec<PathBuf>,
    /// The names that have their default because no answer gives them.
    assumed: Vec<InstallationName>,
}

pub(super) fn run(args: &GenerateArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    if args.answers.is_none() && args.into.is_none() && !args.flags.are_given() {
        return Err(CliError::NoAnswers);
    }
    let mut input = args.flags.input(args.answers.as_deref())?;
    if let Some(path) = &args.into
        && let Some(note) = complete_from(path, &mut input)?
    {
        output.say(&format!("note: {note}"))?;
    }
    let mut inputs = input.secret_files();
    inputs.extend(args.answers.iter().chain(&args.into).cloned());
    let assumed = InstallationName::assumed(|key| input.answer(key).is_some());
    let given = GivenAnswers { inputs, assumed };
    let in_use = in_use(args.into.as_deref(), &args.output);
    let checked = input.check(&Keeping { store: &System, in_use }).map_err(CliError::problems)?;
    for note in &checked.notes {
        output.say(&format!("note: {note}"))?;
    }
    write(args, &checked, &given, output)
}

fn write(
    args: &GenerateArgs,
    checked: &Checked,
    given: &GivenAnswers,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    let Checked { answers, .. } = checked;
    let plan = generate::plan(answers)?;
    if let Some(path) = &args.into {
        return write_into(args, path, answers, plan, given, output);
    }
    if args.output == Path::new("-") {
        let [file] = plan.files.as_slice() else {
            return Err(CliError::SeveralFiles(plan.files.iter().map(|file| file.name).collect()));
        };
        if args.dry_run {
            output.result(&file.hidden())?;
        } else {
            output.result(&file.text)?;
        }
    } else if args.dry_run {
        let paths: Vec<PathBuf> = plan.files.iter().map(|file| in_folder(&args.output, file.name)).collect();
        for (index, (file, path)) in plan.files.iter().zip(&paths).enumerate() {
            let gap = if index == 0 { "" } else { "\n" };
            output.result(&format!("{gap}==> {} <==\n{}", visible_path(path), file.hidden()))?;
        }
    } else {
        let paths: Vec<PathBuf> = plan.files.iter().map(|file| in_folder(&args.output, file.name)).collect();
        not_inputs(paths.iter().map(PathBuf::as_path), &given.inputs)?;
        generate::write(&plan, &args.output, args.force)?;
        for path in &paths {
            output.result(&format!("{}\n", visible_path(path)))?;
        }
    }
    output.flush()?;
    let notes = generate::secret_notes(answers, &plan, None);
    say_next(args, answers, &plan, &notes, None, given, output)?;
    Ok(Outcome::Clean)
}

/// Prints the next steps.
fn say_next(
    args: &GenerateArgs,
    answers: &Answers,
    plan: &GeneratedFiles,
    notes: &[UpgradeNote],
    into: Option<&str>,
    given: &GivenAnswers,
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    let folder = if args.output == Path::new("-") { Path::new(".") } else { &args.output };
    let deployment = &answers.deployment;
    let other = generate::other_values(deployment, into);
    let upgrade = generate::upgrade(deployment, answers.secrets.word(), notes, folder, args.into.as_deref(), other);
    let upgrade = if plan.is_for_umbrella() { generate::for_umbrella(upgrade) } else { upgrade };
    let upgrade = Upgrade { assumed: given.assumed.clone(), ..upgrade };
    let mut words =
        args.answers.iter().flat_map(|path| ["--answers".to_owned(), path.display().to_string()]).collect::<Vec<_>>();
    words.extend(args.flags.words());
    let mut place = Vec::new();
    if folder != Path::new(".") {
        place.extend(["-o".to_owned(), folder.display().to_string()]);
    }
    let into = args.into.as_ref().map(|path| path.display().to_string());
    let from = ValuesFrom::Answers { words, into, open: Vec::new() };
    let guide = guide::closing(deployment, &upgrade, &from, &place);
    if !args.dry_run
        && let Some(note) = plan.ci_password_note(folder)
    {
        output.say(&format!("note: {note}"))?;
    }
    output.say("")?;
    let text = guide::render(&guide, guide::GuideFormat::Human, output.columns().message);
    output.say(text.trim_end())?;
    Ok(())
}

/// Merges the first file's settings into an existing file, and writes the others.
fn write_into(
    args: &GenerateArgs,
    path: &Path,
    answers: &Answers,
    plan: GeneratedFiles,
    given: &GivenAnswers,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    let (existing, plan) = MergeIntoFile::with(path, &args.output, answers, plan)?;
    let (before, after) = (&existing.before, existing.after.as_str());
    let others = plan.files.get(1..).unwrap_or_default();
    let mut paths = vec![path.to_owned()];
    paths.extend(others.iter().map(|file| in_folder(&args.output, file.name)));
    if args.dry_run {
        let name = path.to_string_lossy();
        output.result(&fix::diff(&name, before, after.as_bytes()))?;
        for (file, path) in others.iter().zip(paths.iter().skip(1)) {
            if let Some(before) = &file.replaces {
                output.result(&fix::diff(&path.to_string_lossy(), before, file.text.as_bytes()))?;
            } else {
                output.result(&format!("\n==> {} <==\n{}", visible_path(path), file.hidden()))?;
            }
        }
    } else {
        not_inputs(paths.iter().skip(1).map(PathBuf::as_path), &given.inputs)?;
        generate::write_files(others, &args.output, args.force)?;
        existing.write()?;
        for path in &paths {
            output.result(&format!("{}\n", visible_path(path)))?;
        }
    }
    output.flush()?;
    let text = String::from_utf8_lossy(before);
    for lost in &existing.lost {
        output.say(&format!("note: {lost}"))?;
    }
    if !args.dry_run
        && let Some(note) = existing.open_to_others(&plan)
    {
        output.say(&format!("note: {note}"))?;
    }
    let notes = generate::secret_notes(answers, &plan, Some([&text, after]));
    say_next(args, answers, &plan, &notes, Some(after), given, output)?;
    Ok(Outcome::Clean)
}
