//! `init` at a real terminal: what is drawn, what the keys do, and what is left when it ends.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::scripted::kept;
use crate::common::{flyte_auth, outcome};

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

    /// Waits for the end, and says how it ended.
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

/// The questions up to the identity provider.
fn deployment(terminal: &mut Terminal, chart: &str) {
    terminal.see("Which chart").see("flyte-core").press(chart);
    terminal
        .answer("Which version of Flyte?", "")
        .answer("Helm release called?", "")
        .answer("In which namespace?", "")
        .answer("At which URL", "https://flyte.example.org");
}

#[test]
fn a_full_path_with_the_internal_server() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &[]);
    deployment(&mut terminal, "\r");
    terminal.see("What do people log in with?").see("any other").press("\r");
    terminal
        .answer("Who will use Flyte?", "")
        .answer("registered at", "")
        .answer("for the console?", "123.apps.googleusercontent.com")
        .answer("Where are the secrets", "")
        .answer("The secret of the console's client?", "")
        .answer("Type or paste it", "GOCSPX-s3cret")
        .see("no error and no warning")
        .answer("What now?", "")
        .see("helm upgrade");
    let (code, seen) = terminal.end();
    assert_eq!(code, 0, "{seen}");
    assert!(!seen.contains("s3cret"), "{seen}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("GOCSPX-s3cret"));
    let told = outcome(flyte_auth(folder.path()).args(["lint", "values.yaml"]));
    assert!(told.starts_with("exit 0"), "{told}");
}

#[test]
fn a_full_path_with_an_external_server_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--flow", "pkce"]);
    deployment(&mut terminal, &format!("{DOWN}\r"));
    terminal.answer("Over how many clusters", "");
    terminal.see("What do people log in with?").see("any other").press(&format!("{DOWN}{DOWN}\r"));
    terminal
        .see("Keycloak's address?")
        .press(ESC)
        .see("(back)")
        .see("What do people log in with?")
        .see("any other")
        .press("\r");
    terminal
        .answer("Keycloak's address?", "https://kc.example.org")
        .answer("have its realms?", "")
        .answer("Which realm?", "flyte")
        .see("Who issues the access tokens")
        .see("external")
        .press(&format!("{DOWN}\r"));
    terminal
        .answer("Ask for refresh tokens", "")
        .answer("registered at", "")
        .answer("for the console?", "flyte-web")
        .answer("for flytectl", "flyte-cli")
        .answer("for flytepropeller?", "flyte-propeller")
        .answer("in `aud`?", "")
        .answer("Where are the secrets", "")
        .answer("The secret of the console's client?", "")
        .answer("Type or paste it", "web-s3cret")
        .answer("The secret of flytepropeller's client?", "")
        // A paste with a line end, as terminals mark it.
        .see("Type or paste it")
        .press("\x1b[200~propeller-s3cret\r\n\x1b[201~\r");
    terminal
        .answer("white space or a line end around it", "y")
        .answer("What now?", "")
        .see("The same without questions");
    let (code, seen) = terminal.end();
    assert_eq!(code, 0, "{seen}");
    assert!(!seen.contains("s3cret"), "{seen}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("'web-s3cret'") || text.contains(": web-s3cret"), "{text}");
    assert!(text.contains("propeller-s3cret"), "{text}");
}

/// A shell that runs `init` and says how it ended and how the terminal is.
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

#[test]
fn ctrl_c_leaves_nothing_behind_and_resume_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = in_a_shell(folder.path(), "");
    deployment(&mut terminal, "\r");
    terminal.see("What do people log in with?").see("any other").press("\r");
    terminal
        .answer("Who will use Flyte?", "")
        .answer("registered at", "")
        .answer("for the console?", "123.apps.googleusercontent.com")
        .answer("Where are the secrets", "")
        .answer("The secret of the console's client?", "")
        .see("Type or paste it")
        .press("half-a-s3cret\x03")
        .see("nothing has been written")
        .see("code 130");
    let (_, seen) = terminal.end();
    assert!(!seen.contains("s3cret"), "{seen}");
    // The cursor is shown, and pasting is as it was.
    assert!(seen.rfind("\x1b[?25l") < seen.rfind("\x1b[?25h"), "{seen:?}");
    assert!(seen.rfind("\x1b[?2004h") < seen.rfind("\x1b[?2004l"), "{seen:?}");
    let [before, after] = ["before", "after"].map(|name| fs::read(folder.path().join(name)));
    assert_eq!(before.unwrap(), after.unwrap(), "the terminal is as it was");
    assert!(!folder.path().join("values.yaml").exists());
    let kept = kept(&folder.path().join(".local/state/flyte-auth")).unwrap();
    assert!(!fs::read_to_string(kept).unwrap().contains("s3cret"));

    let mut terminal = Terminal::start(folder.path(), &["--resume"]);
    terminal
        .answer("The secret of the console's client?", "")
        .answer("Type or paste it", "GOCSPX-s3cret")
        .answer("What now?", "");
    let (code, seen) = terminal.end();
    assert_eq!(code, 0, "{seen}");
    assert!(folder.path().join("values.yaml").exists());
}

#[test]
fn a_signal_from_elsewhere_ends_it_and_leaves_the_terminal_as_it_was() {
    let binary = env!("CARGO_BIN_EXE_flyte-auth");
    let script = format!("stty -a >before; sh -c 'echo $$ >pid; exec {binary} init'; echo code $?; stty -a >after");
    let signals = [("TERM", 143), ("INT", 130), ("HUP", 129)];
    let cases = signals
        .into_iter()
        .flat_map(|signal| ["Which chart", "What is the Helm release called?"].map(|question| (signal, question)));
    for ((signal, code), question) in cases {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command
            .args(["-c", &script])
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", std::env::var("PATH").unwrap_or_default())
            .env("TERM", "xterm-256color")
            .env("HOME", folder.path());
        let mut terminal = Terminal::run(command);
        terminal.see("Which chart").see("flyte-core");
        if question != "Which chart" {
            terminal.press("\r").answer("Which version of Flyte?", "").see(question);
        }
        let pid = fs::read_to_string(folder.path().join("pid")).unwrap();
        let killed = Command::new("kill").args([&format!("-{signal}"), pid.trim()]).status().unwrap();
        assert!(killed.success());
        terminal.see(&format!("code {code}"));
        terminal.end();
        let [before, after] = ["before", "after"].map(|name| fs::read(folder.path().join(name)));
        assert_eq!(before.unwrap(), after.unwrap(), "{signal} {question}");
    }
}

#[test]
fn the_keys_of_a_shell_edit_an_answer_and_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--flow", "pkce"]);
    terminal.see("Which chart").see("flyte-core").press("\r");
    terminal
        .answer("Which version of Flyte?", "")
        // Ctrl-U takes a line away, Ctrl-W a word, Ctrl-A goes to its start.
        .answer("Helm release called?", "wrong\x15later\x01my-")
        .answer("In which namespace?", "flyte wrong\x17\x08")
        .answer("At which URL", "https://flyte.example.org")
        .see("What do people log in with?")
        .see("any other")
        .press("\r");
    terminal
        .answer("registered at", "")
        .answer("for the console?", "123.apps.googleusercontent.com")
        .answer("Where are the secrets", "")
        .answer("The secret of the console's client?", "")
        .answer("Type or paste it", "wrong-s3cret\x15GOCSPX-s3cret\x14")
        .answer("What now?", "")
        .see("helm upgrade my-later")
        .see("--namespace flyte ");
    let (code, seen) = terminal.end();
    assert_eq!(code, 0, "{seen}");
    assert!(!seen.contains("s3cret"), "{seen}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("clientSecret: 'GOCSPX-s3cret'"), "{text}");
}

#[test]
fn a_dumb_terminal_is_asked_in_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start_as(
        folder.path(),
        &["--flow", "pkce", "--flyte-version", "1.16.8", "--release", "r", "--namespace", "n"],
        "dumb",
    );
    terminal
        .answer("Number [1], `<` goes back:", "flyte-core")
        .see("At which URL")
        .answer("goes back):", "<")
        .answer("Number [2], `<` goes back:", "1")
        .see("At which URL")
        .answer("goes back):", "https://flyte.example.org")
        .see("5) OpenID Connect")
        .answer("Number [1]", "9")
        .see("Answer 1 to 5.")
        .answer("Number [1]", "1")
        .see("registered at")
        .answer("Number [1]", "1")
        .see("for the console?")
        .answer("goes back):", "web")
        .see("Where are the secrets")
        .answer("Number [1]", "")
        .see("The secret of the console's client?")
        .answer("Number [1]", "")
        .answer("(not shown; Esc goes back):", "GOCSPX-s3cret")
        .see("What now?")
        .answer("Number [1]", "1");
    let (code, seen) = terminal.end();
    assert_eq!(code, 0, "{seen}");
    assert!(!seen.contains("s3cret") && !seen.contains('\x1b'), "{seen:?}");
    assert!(folder.path().join("values.yaml").exists());
}

#[test]
fn no_colour_and_forty_columns_are_fine() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("stty cols 40 rows 24; {} init", env!("CARGO_BIN_EXE_flyte-auth"))])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .env("HOME", folder.path());
    let mut terminal = Terminal::run(command);
    terminal.see("Which chart").see("shows it in the column").press("\x03");
    let (code, seen) = terminal.end();
    assert_eq!(code, 130, "{seen}");
    assert!(!seen.contains("\x1b[3"), "{seen:?}");
    let plain = anstream::adapter::strip_str(&seen).to_string();
    for line in plain.split(['\n', '\r']) {
        // What is told of the end is for a shell that may be wider.
        assert!(line.chars().count() <= 40 || line.starts_with("help:") || line.starts_with("error:"), "{line}");
    }
}

#[test]
fn without_a_terminal_or_with_ci_nobody_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let told = outcome(flyte_auth(folder.path()).arg("init"));
    assert!(told.starts_with("exit 2\n--- stderr\nerror: there is no terminal to ask at"), "{told}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_flyte-auth"));
    command.arg("init").env("CI", "true").env("TERM", "xterm");
    let (code, seen) = Terminal::run(command).end();
    assert_eq!(code, 2, "{seen}");
    assert!(seen.contains("`CI` is set") && seen.contains("--chart"), "{seen}");
}

/// A run in a shell with its last question on the screen.
fn at_the_last(folder: &Path) -> Terminal {
    fs::write(folder.join("secret"), "GOCSPX-s3cret").unwrap();
    let mut terminal = in_a_shell(folder, "--web-secret-file secret");
    deployment(&mut terminal, "\r");
    terminal.see("What do people log in with?").see("any other").press(&format!("{DOWN}\r"));
    terminal
        .answer("Which Okta org?", "dev-1")
        .answer("authorization servers?", "")
        .answer("Who issues the access tokens", "")
        .answer("Who will use Flyte?", "")
        .answer("Ask for refresh tokens", "")
        .answer("registered at", "")
        .answer("for the console?", "0oaweb")
        .see("Where are the secrets")
        .see("keep it out of git");
    terminal
}

#[test]
fn what_is_typed_between_questions_is_neither_shown_nor_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = at_the_last(folder.path());
    // The answer is on the screen, the review is not.
    terminal
        .press("\r")
        .see("in the values file")
        .press("typed-too-e4rly\r")
        .see("no error and no warning")
        .see("What now?")
        .see("quit");
    assert!(!folder.path().join("values.yaml").exists());
    terminal.press("\x03").see("code 130");
    let (_, seen) = terminal.end();
    assert!(!seen.contains("e4rly"), "{seen}");
    let [before, after] = ["before", "after"].map(|name| fs::read(folder.path().join(name)));
    assert_eq!(before.unwrap(), after.unwrap(), "the terminal is as it was");
}

#[test]
fn ctrl_c_between_questions_is_ctrl_c_at_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = at_the_last(folder.path());
    terminal
        .press("\r")
        .see("in the values file")
        .press("\x03")
        .see("nothing has been written")
        .see("init --resume")
        .see("code 130");
    let (_, seen) = terminal.end();
    assert!(!seen.contains("^C"), "{seen}");
    let kept = kept(&folder.path().join(".local/state/flyte-auth")).unwrap();
    let kept = fs::read_to_string(kept).unwrap();
    assert!(kept.contains("\"secrets\""), "the last answer is kept: {kept}");
}

#[test]
fn ctrl_c_at_a_line_of_a_dumb_terminal_leaves_with_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start_as(folder.path(), &[], "dumb");
    terminal
        .answer("Number [1], `<` goes back:", "flyte-core")
        .see("goes back:")
        .press("half\x03")
        .see("nothing has been written")
        .see("init --resume");
    assert_eq!(terminal.end().0, 130);
}
