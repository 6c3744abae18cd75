//! `flyte-auth init`: its flags. The run is in [`crate::wizard`].

use std::path::{Path, PathBuf};

use super::answer_flags::AnswerFlags;
use super::{CliError, Outcome};
use crate::output::Output;
use crate::wizard::{
    InitError, InitOutcome, InitRequest, PlainPrompter, PromptError, Prompter, Quiet, Surroundings, Terminal, init,
};

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
    /// Returns the wizard's request, with the answers from the flags and an answers file.
    fn request(&self) -> Result<InitRequest, CliError> {
        if self.output == Path::new("-") {
            return Err(CliError::Usage(
                "`init` writes files: use `--output DIR`; `generate --output -` prints to standard output".to_owned(),
            ));
        }
        let flows = self.flow.iter().filter_map(clap::ValueEnum::to_possible_value);
        Ok(InitRequest {
            into: self.into.clone(),
            from: self.from.clone(),
            answers: self.answers.clone(),
            output: self.output.clone(),
            force: self.force,
            resume: self.resume,
            yes: self.yes,
            dry_run: self.dry_run,
            save_answers: self.save_answers.clone(),
            flows: flows.map(|word| word.get_name().to_owned()).collect(),
            given: self.flags.input(self.answers.as_deref())?,
            flags: self.flags.words(),
        })
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

/// Runs `init` on this process's terminal.
pub(super) fn run(args: &InitArgs, has_colors: bool, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let request = args.request()?;
    let surroundings = Surroundings::of_this_process();
    let _quiet = if request.may_ask(&surroundings) {
        let quiet = Quiet::begin(surroundings.is_dumb).map_err(PromptError::Terminal);
        Some(quiet.map_err(InitError::Prompt)?)
    } else {
        None
    };
    if surroundings.is_dumb {
        run_with(request, &surroundings, &mut PlainPrompter::new(output))
    } else {
        run_with(request, &surroundings, &mut Terminal::new(output, has_colors))
    }
}

fn run_with(
    request: InitRequest,
    surroundings: &Surroundings<'_>,
    prompter: &mut dyn Prompter,
) -> Result<Outcome, CliError> {
    Ok(match init(request, surroundings, prompter)? {
        InitOutcome::Finished => Outcome::Clean,
        InitOutcome::Quit => Outcome::Left,
    })
}

/// Runs `init` with a scripted user, for tests. `arguments` are those after `init`.
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
    run_with(line.args.request()?, surroundings, prompter)
}
