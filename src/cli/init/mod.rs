//! `flyte-auth init`
//!
//! | file | holds |
//! | --- | --- |
//! | `start` | what is known before the first question |
//! | `surroundings` | whether someone can be asked, and where answers are kept meanwhile |
//! | `unanswered` | the error where no one can be asked |
//! | `proposal` | what would be written, and what `lint` says about it |
//! | `review` | the summary, and what to do with it |
//! | `installed` | whether Flyte runs already, and which values it has |
//! | `staged` | the answers as a file |
//! | `afterwards` | the last lines, and the remaining steps |

mod afterwards;
mod installed;
mod proposal;
mod review;
mod staged;
mod start;
mod surroundings;
mod unanswered;

use std::path::{Path, PathBuf};

use crate::answers::SecretStore;
use crate::cli::answer_flags::AnswerFlags;
use crate::cli::output_file::not_inputs;
use crate::cli::{CliError, Outcome};
use crate::output::Output;
use crate::shell;
use crate::text::visible_path;
use crate::wizard::{PlainPrompter, PromptError, Prompter, Quiet, Session, Terminal, Wizard};

use self::proposal::Proposal;
use self::review::ReviewDecision;
pub use self::surroundings::{NobodyToAsk, Surroundings};
pub use self::unanswered::Unanswered;

/// Arguments of `init`.
#[derive(Debug, Clone, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(
    after_help = "Enter = accept, Esc = back, Ctrl-C = quit. Nothing is written before you review it; `--resume` \
        continues an interrupted run.\nSecrets are typed with hidden input, or read from an environment variable or a \
            file."
)]
pub(super) struct InitArgs {
    /// Update this values file in place; its settings are the defaults
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,

    /// Take defaults from this values file, such as the output of `helm get values`
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    from: Option<PathBuf>,

    /// Answers file; only missing answers are asked for
    #[arg(short, long, value_name = "FILE")]
    answers: Option<PathBuf>,

    /// Directory for the files
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output: PathBuf,

    /// Replace existing files without asking
    #[arg(long)]
    force: bool,

    /// Continue with the answers of an earlier run
    #[arg(long)]
    resume: bool,

    /// Use the default answers and write without asking
    #[arg(short, long)]
    yes: bool,

    /// Show what would be written, with secrets hidden, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Write the answers, without secrets, to this file for `generate --answers`
    #[arg(long, value_name = "FILE")]
    save_answers: Option<PathBuf>,

    /// How clients log in; prints a client configuration for each (repeatable)
    #[arg(long, value_name = "FLOW", value_enum, value_delimiter = ',')]
    flow: Vec<FlowWord>,

    #[command(flatten)]
    flags: AnswerFlags,
}

impl InitArgs {
    /// The command that goes on from here.
    fn resuming(&self) -> String {
        let mut words = vec!["flyte-auth".to_owned(), "init".to_owned(), "--resume".to_owned()];
        let paths = [
            ("--into", self.into.as_deref()),
            ("--from", self.from.as_deref()),
            ("--answers", self.answers.as_deref()),
            ("--output", Some(self.output.as_path()).filter(|folder| *folder != Path::new("."))),
            ("--save-answers", self.save_answers.as_deref()),
        ];
        for (flag, path) in paths {
            if let Some(path) = path {
                words.extend([flag.to_owned(), path.display().to_string()]);
            }
        }
        words.extend(self.flags.words());
        shell::line(&words)
    }
}

/// How clients log in, as far as the wizard knows what they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FlowWord {
    /// A person with a browser on the same machine
    Pkce,
    /// CI or another service
    ClientSecret,
    /// A person without a browser on the same machine
    DeviceFlow,
}

/// Runs it at this process's terminal.
pub(super) fn run(args: &InitArgs, colours: bool, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let surroundings = Surroundings::of_this_process();
    let may_ask = !args.yes && surroundings.nobody.is_none();
    let _quiet = if may_ask {
        let quiet = Quiet::begin(surroundings.is_dumb).map_err(PromptError::Terminal);
        Some(quiet.map_err(CliError::Prompt)?)
    } else {
        None
    };
    if surroundings.is_dumb {
        run_with(args, &surroundings, &mut PlainPrompter::new(output))
    } else {
        run_with(args, &surroundings, &mut Terminal::new(output, colours))
    }
}

/// Runs it with the given person.
pub(super) fn run_with(
    args: &InitArgs,
    surroundings: &Surroundings<'_>,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, CliError> {
    if args.output == Path::new("-") {
        return Err(CliError::Usage(
            "`init` writes files: use `--output DIR`; `generate --output -` prints to standard output".to_owned(),
        ));
    }
    let may_ask = !args.yes && surroundings.nobody.is_none();
    let mut args = args.clone();
    let mut is_new = false;
    if may_ask {
        match installed::ask(&mut args, prompter) {
            Ok(answer) => is_new = answer,
            Err(PromptError::Interrupted) => return Err(CliError::Interrupted { help: None }),
            Err(error) => return Err(error.into()),
        }
    }
    let args = &args;
    let mut wizard = start::start(args, surroundings, prompter)?;
    let begun = start::begin(args, &mut wizard, may_ask);
    let outcome = begun.and_then(|()| {
        if may_ask {
            return converse(args, &mut wizard, is_new);
        }
        wizard.take_defaults();
        start::demand_all(args, surroundings, &wizard)?;
        let proposal = Proposal::make(args, &wizard.state)?;
        review::show_unasked(args, &mut wizard, &proposal)?;
        finish(args, &mut wizard, &proposal, args.force, is_new, false)
    });
    match outcome {
        Err(CliError::Prompt(PromptError::Interrupted)) => {
            let can_resume = wizard.session.as_ref().is_some_and(Session::exists);
            let help = can_resume
                .then(|| format!("`{}` continues from here; typed secrets have to be entered again", args.resuming()));
            Err(CliError::Interrupted { help })
        }
        outcome => outcome,
    }
}

/// Asks, shows, and asks again until it is right.
fn converse(args: &InitArgs, wizard: &mut Wizard<'_, '_>, is_new: bool) -> Result<Outcome, CliError> {
    wizard.ask_all()?;
    wizard.state.see_review();
    loop {
        let mut proposal = Proposal::make(args, &wizard.state)?;
        match review::review(args, wizard, &mut proposal)? {
            ReviewDecision::Write => return finish(args, wizard, &proposal, true, is_new, true),
            ReviewDecision::Change(question) => wizard.change(question)?,
            ReviewDecision::Quit => {
                wizard.save();
                let command = args.resuming();
                wizard.say(&format!("Nothing was written. `{command}` continues from here."))?;
                return Ok(Outcome::Left);
            }
        }
    }
}

fn finish(
    args: &InitArgs,
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
    force: bool,
    is_new: bool,
    may_ask: bool,
) -> Result<Outcome, CliError> {
    if !args.dry_run {
        let mut inputs = wizard.state.input().secret_files();
        inputs.extend([&args.answers, &args.from, &args.into].into_iter().flatten().cloned());
        let new = proposal.paths.iter().skip(usize::from(proposal.into.is_some())).map(PathBuf::as_path);
        not_inputs(new.chain(args.save_answers.as_deref()), &inputs)?;
        // All that can be wrong with its place shows before the values are written.
        let answers = match &args.save_answers {
            Some(path) => Some(staged::stage_answers(wizard, proposal, path, force)?),
            None => None,
        };
        proposal.write(args, force)?;
        if let Some(answers) = answers {
            answers.place()?;
        }
        if let Some(session) = &wizard.session {
            // The answers are in files; a left-over would only be offered again.
            let _ = session.remove();
        }
        for path in &proposal.paths {
            wizard.prompter.result(&format!("{}\n", visible_path(path)))?;
        }
    }
    afterwards::close(args, wizard, proposal, is_new, may_ask)?;
    Ok(Outcome::Clean)
}

/// What a test needs in place of a person: the command line of `init`, surroundings, and who answers.
pub fn init_with(
    arguments: impl IntoIterator<Item = std::ffi::OsString>,
    surroundings: &Surroundings<'_>,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, CliError> {
    use clap::Parser as _;
    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: InitArgs,
    }
    let name = std::iter::once("init".into());
    let line = Line::try_parse_from(name.chain(arguments)).map_err(|error| CliError::usage(&error))?;
    run_with(&line.args, surroundings, prompter)
}

/// The store that secrets come from.
pub(super) fn system() -> &'static dyn SecretStore {
    &crate::answers::System
}
