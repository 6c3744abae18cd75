//! The command line: one file per subcommand, with its arguments and its handler.

mod answer_flags;
mod auth_off;
#[cfg(feature = "online")]
mod check;
mod client;
mod completions;
mod deployment_args;
mod diagnose;
mod error;
mod explain;
mod generate;
mod guide;
mod hash;
mod init;
mod init_config;
mod lint;
mod man;
mod markdown;
mod next;
mod output_file;
mod release_args;
mod rules;
mod schema;
mod secrets;
mod show;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use error::CliError;
pub use hash::HashCommandError;
pub use init::init_with;

use crate::output::{Columns, Output, Uncolored, columns_of, shows_hyperlinks};
use crate::stack::on_large_stack;

/// Generate Helm values that enable Flyte's authentication, and lint the values you already have
#[derive(Debug, Parser)]
#[command(name = "flyte-auth", version, about)]
pub struct Cli {
    /// When to use color
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 998)]
    color: clap::ColorChoice,

    #[command(subcommand)]
    command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
enum Command {
    /// Set up Flyte's login interactively and write the Helm values
    Init(Box<init::InitArgs>),
    /// Write Helm values that enable Flyte's login, from flags or an answers file
    Generate(Box<generate::GenerateArgs>),
    /// List the steps to set up the identity provider
    Guide(Box<guide::GuideArgs>),
    /// Show how to upgrade, what to restart, and how to verify the login
    Next(Box<next::NextArgs>),
    /// Check the identity provider, its clients and the running deployment
    #[cfg(feature = "online")]
    Check(Box<check::CheckArgs>),
    /// Print the client configuration for flytectl, pyflyte or CI
    Client(Box<client::ClientArgs>),
    /// Print the Kubernetes Secrets that a release expects you to create
    Secrets(Box<secrets::SecretsArgs>),
    /// Generate a password and its hash, or hash a given password
    Hash(hash::HashArgs),
    /// Check values files for authentication problems
    Lint(Box<lint::LintArgs>),
    /// Show the configuration that each Flyte process reads, with the origin of each value
    Show(Box<show::ShowArgs>),
    /// Find known errors in logs and other text, with causes and fixes
    Diagnose(Box<diagnose::DiagnoseArgs>),
    /// Explain a rule or a symptom: what is wrong, what happens, examples, the fix
    Explain(explain::ExplainArgs),
    /// List the rules of `lint`
    Rules(rules::RulesArgs),
    /// Write an annotated `.flyte-auth.toml`, the settings of `lint` for a repository
    InitConfig(init_config::InitConfigArgs),
    /// Print a JSON Schema
    Schema(schema::SchemaArgs),
    /// Print shell completions
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write all of them to a directory
    Man(man::ManArgs),
}

/// The result of a command that didn't fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to report: exit code 0.
    Clean,
    /// Something was found: exit code 1.
    Findings,
    /// The user quit early, and nothing was done: exit code 1.
    Left,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    on_large_stack(run_command_line).unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "error: there is not enough memory to start: {error}");
        ExitCode::from(2)
    })
}

fn run_command_line() -> ExitCode {
    let (name, cli) = match parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nobody is left to tell if this print fails.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let choice = match cli.color {
        clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    };
    let has_colors = |choice| choice != anstream::ColorChoice::Never;
    let stdout = anstream::AutoStream::new(io::stdout().lock(), choice);
    let is_colored = has_colors(stdout.current_choice());
    let has_links =
        is_colored && io::IsTerminal::is_terminal(&io::stdout()) && shows_hyperlinks(|name| std::env::var(name).ok());
    let mut stdout: Box<dyn io::Write> =
        if is_colored { Box::new(stdout) } else { Box::new(Uncolored::new(stdout.into_inner())) };
    let mut stderr = anstream::AutoStream::new(io::stderr().lock(), choice);
    let is_message_colored = has_colors(stderr.current_choice());
    let is_watched = io::IsTerminal::is_terminal(&io::stderr());
    let columns = Columns { result: columns_of(io::stdout()), message: columns_of(io::stderr()) };
    let mut output = Output::new(&mut *stdout, &mut stderr);
    output.show_progress(is_watched);
    output.set_columns(columns);
    output.set_links(has_links);
    ExitCode::from(exit_code_of(&name, cli.command, is_message_colored, &mut output))
}

/// Runs a command line, including the program's name, within this process, and returns its exit code. Made for fuzzing:
/// the output goes to `output` without color.
pub fn run_arguments(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>, output: &mut Output<'_>) -> u8 {
    match parse(arguments) {
        Ok((name, cli)) => exit_code_of(&name, cli.command, false, output),
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // The output of a fuzzing run is discarded, so printing cannot fail.
            let _ = output.say(&error.to_string());
            code
        }
    }
}

/// Parses a command line, including the program's name. Returns the subcommand's name and the arguments.
fn parse(arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> Result<(String, Cli), clap::Error> {
    let matches = Cli::command().try_get_matches_from(arguments)?;
    let name = matches.subcommand_name().unwrap_or_default().to_owned();
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut Cli::command()))?;
    Ok((name, cli))
}

fn exit_code_of(name: &str, command: Command, has_colors: bool, output: &mut Output<'_>) -> u8 {
    let outcome = run(command, has_colors, output).map_err(|error| error.of_subcommand(name)).and_then(|outcome| {
        output.flush()?;
        Ok(outcome)
    });
    match outcome {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Findings | Outcome::Left) => 1,
        Err(error) if error.is_broken_pipe() => 0,
        Err(error) => {
            // Nobody is left to tell if this print fails.
            let _ = output.say(&error.render());
            error.exit_code()
        }
    }
}

fn run(command: Command, has_colors: bool, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    match command {
        Command::Init(args) => init::run(&args, has_colors, output),
        Command::Generate(args) => generate::run(&args, output),
        Command::Schema(args) => schema::run(&args, output),
        Command::Hash(args) => hash::run(&args, output),
        Command::Lint(args) => lint::run(&args, output),
        Command::Guide(args) => guide::run(&args, output),
        Command::Next(args) => next::run(&args, output),
        #[cfg(feature = "online")]
        Command::Check(args) => check::run(&args, output),
        Command::Client(args) => client::run(&args, output),
        Command::Secrets(args) => secrets::run(&args, output),
        Command::Diagnose(args) => diagnose::run(&args, output),
        Command::InitConfig(args) => init_config::run(&args, output),
        Command::Explain(args) => explain::run(&args, output),
        Command::Rules(args) => rules::run(&args, output),
        Command::Show(args) => show::run(&args, output),
        Command::Completions(args) => completions::run(&args, output),
        Command::Man(args) => man::run(&args, output),
    }
}

/// Returns the whole command line, from which completions and manual pages are made.
pub fn command() -> clap::Command {
    Cli::command()
}
