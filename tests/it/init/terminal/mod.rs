//! `init` at a real terminal (a pseudo-terminal): the screen, the keys, and the state of the terminal afterwards.

mod interrupt;
mod interview;
mod kinds;

use std::path::Path;
use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

const PATIENCE: Option<u64> = Some(20_000);

const ESC: &str = "\x1b";

const DOWN: &str = "\x1b[B";

struct Terminal {
    session: PtySession,
    seen: String,
}

impl Terminal {
    /// Starts `init` in a folder.
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_as(folder, arguments, "xterm-256color")
    }

    fn start_as(folder: &Path, arguments: &[&str], kind: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flyte-auth"));
        command.arg("init").args(arguments).current_dir(folder).env_clear().env("TERM", kind).env("HOME", folder);
        Self::run(command)
    }

    fn run(command: Command) -> Self {
        Self { session: spawn_command(command, PATIENCE).unwrap(), seen: String::new() }
    }

    /// Waits until a text is on the screen.
    fn see(&mut self, text: &str) -> &mut Self {
        let before = self.session.exp_string(text);
        let before = before.unwrap_or_else(|error| {
            panic!("no `{text}`: {}", error.to_string().chars().take(2000).collect::<String>())
        });
        self.seen.push_str(&before);
        self.seen.push_str(text);
        self
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.session.send(keys).unwrap();
        self.session.flush().unwrap();
        self
    }

    /// Types a text and Enter, once the question is there.
    fn answer(&mut self, question: &str, text: &str) -> &mut Self {
        self.see(question).press(&format!("{text}\r"))
    }

    /// Waits for the end: the exit code, and all that was on the screen.
    fn end(mut self) -> (i32, String) {
        let rest = self.session.exp_eof().unwrap();
        self.seen.push_str(&rest);
        // `Exited(Pid(7), 0)`: the type is not one that tests can name.
        let status = format!("{:?}", self.session.process().wait().unwrap());
        let code =
            status.strip_prefix("Exited(").and_then(|rest| rest.trim_end_matches(')').rsplit(' ').next()?.parse().ok());
        let code = code.unwrap_or_else(|| panic!("{status}\n{}", self.seen));
        (code, self.seen)
    }
}

/// Answers that Flyte is not installed yet.
fn new_installation(terminal: &mut Terminal) {
    terminal.see("Is Flyte already installed?").see("new installation").press(&format!("{DOWN}\r"));
}

/// The questions up to the identity provider.
fn deployment(terminal: &mut Terminal, chart: &str) {
    new_installation(terminal);
    terminal.see("Which Helm chart").see("flyte-core").press(chart);
    terminal
        .answer("Which Flyte version?", "")
        .answer("Name of the Helm release?", "")
        .answer("Namespace of the release?", "")
        .answer("Public URL of Flyte?", "https://flyte.example.org");
}

/// A shell that runs `init`, prints its exit code, and writes the state of the terminal to `before` and `after`.
fn in_a_shell(folder: &Path, arguments: &str) -> Terminal {
    let binary = env!("CARGO_BIN_EXE_flyte-auth");
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("stty -a >before; {binary} init {arguments}; echo code $?; stty -a >after")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .env("TERM", "xterm-256color")
        .env("HOME", folder);
    Terminal::run(command)
}
