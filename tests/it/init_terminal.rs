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

/// Says that Flyte is not installed yet.
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

#[test]
fn a_full_path_with_the_internal_server() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &[]);
    deployment(&mut terminal, "\r");
    terminal.see("Which identity provider").see("any other").press("\r");
    terminal
        .answer("Who will use Flyte?", "")
        .answer("registered at", "")
        .answer("client ID of the Flyte console?", "123.apps.googleusercontent.com")
        .answer("Where should secrets be stored?", "")
        .answer("Client secret of the Flyte console?", "")
        .answer("Secret (input hidden)", "GOCSPX-s3cret")
        .see("no errors, no warnings")
        .answer("What next?", "")
        .see("helm upgrade")
        .answer("Show the remaining steps now?", "");
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
    terminal.answer("one cluster or several", "");
    terminal.see("Which identity provider").see("any other").press(&format!("{DOWN}{DOWN}\r"));
    terminal
        .see("Base URL of Keycloak?")
        .press(ESC)
        .see("(back)")
        .see("Which identity provider")
        .see("any other")
        .press("\r");
    terminal
        .answer("Base URL of Keycloak?", "https://kc.example.org")
        .answer("serve its realms?", "")
        .answer("Which Keycloak realm?", "flyte")
        .see("Which authorization server issues")
        .see("external")
        .press(&format!("{DOWN}\r"));
    terminal
        .answer("Request refresh tokens", "")
        .answer("registered at", "")
        .answer("client ID of the Flyte console?", "flyte-web")
        .answer("Client ID for flytectl", "flyte-cli")
        .answer("for flytepropeller?", "flyte-propeller")
        .answer("Audience of the access tokens", "")
        .answer("Where should secrets be stored?", "")
        .answer("Client secret of the Flyte console?", "")
        .answer("Secret (input hidden)", "web-s3cret")
        .answer("Client secret of flytepropeller?", "")
        // A paste with a line end, as terminals mark it.
        .see("Secret (input hidden)")
        .press("\x1b[200~propeller-s3cret\r\n\x1b[201~\r");
    terminal
        .answer("starts or ends with whitespace", "y")
        .answer("What next?", "")
        .answer("Show the remaining steps now?", "y")
        .see("The same as a command");
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
    terminal.see("Which identity provider").see("any other").press("\r");
    terminal
        .answer("Who will use Flyte?", "")
        .answer("registered at", "")
        .answer("client ID of the Flyte console?", "123.apps.googleusercontent.com")
        .answer("Where should secrets be stored?", "")
        .answer("Client secret of the Flyte console?", "")
        .see("Secret (input hidden)")
        .press("half-a-s3cret\x03")
        .see("nothing was written")
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
        .answer("Client secret of the Flyte console?", "")
        .answer("Secret (input hidden)", "GOCSPX-s3cret")
        .answer("What next?", "")
        .answer("Show the remaining steps now?", "");
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
        .flat_map(|signal| ["Which Helm chart", "Name of the Helm release?"].map(|question| (signal, question)));
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
        new_installation(&mut terminal);
        terminal.see("Which Helm chart").see("flyte-core");
        if question != "Which Helm chart" {
            terminal.press("\r").answer("Which Flyte version?", "").see(question);
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
    new_installation(&mut terminal);
    terminal.see("Which Helm chart").see("flyte-core").press("\r");
    terminal
        .answer("Which Flyte version?", "")
        // Ctrl-U takes a line away, Ctrl-W a word, Ctrl-A goes to its start.
        .answer("Name of the Helm release?", "wrong\x15later\x01my-")
        .answer("Namespace of the release?", "flyte wrong\x17\x08")
        .answer("Public URL of Flyte?", "https://flyte.example.org")
        .see("Which identity provider")
        .see("any other")
        .press("\r");
    terminal
        .answer("registered at", "")
        .answer("client ID of the Flyte console?", "123.apps.googleusercontent.com")
        .answer("Where should secrets be stored?", "")
        .answer("Client secret of the Flyte console?", "")
        .answer("Secret (input hidden)", "wrong-s3cret\x15GOCSPX-s3cret\x14")
        .answer("What next?", "")
        .see(" my-later ")
        .see("--namespace flyte ")
        .answer("Show the remaining steps now?", "");
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
        .answer("Number [1], `<` goes back:", "2")
        .answer("Number [1], `<` goes back:", "flyte-core")
        .see("Public URL of Flyte?")
        .answer("goes back):", "<")
        .answer("Number [2], `<` goes back:", "1")
        .see("Public URL of Flyte?")
        .answer("goes back):", "https://flyte.example.org")
        .see("5) OpenID Connect")
        .answer("Number [1]", "9")
        .see("Answer 1 to 5.")
        .answer("Number [1]", "1")
        .see("registered at")
        .answer("Number [1]", "1")
        .see("client ID of the Flyte console?")
        .answer("goes back):", "1.apps.googleusercontent.com")
        .see("Where should secrets be stored?")
        .answer("Number [1]", "")
        .see("Client secret of the Flyte console?")
        .answer("Number [1]", "")
        .answer("(not shown; Esc goes back):", "GOCSPX-s3cret")
        .see("What next?")
        .answer("Number [1]", "1")
        .see("Show the remaining steps now?")
        .answer("[n]", "");
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
    new_installation(&mut terminal);
    terminal.see("Which Helm chart").see("column CHART").press("\x03");
    let (code, seen) = terminal.end();
    assert_eq!(code, 130, "{seen}");
    assert!(!seen.contains("\x1b[38") && !seen.contains("\x1b[36"), "{seen:?}");
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
    assert!(told.starts_with("exit 2\n--- stderr\nerror: not a terminal"), "{told}");
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
    terminal.see("Which identity provider").see("any other").press(&format!("{DOWN}\r"));
    terminal
        .answer("Which Okta org?", "dev-1")
        .answer("Which Okta authorization server?", "")
        .answer("Which authorization server issues", "")
        .answer("Who will use Flyte?", "")
        .answer("Request refresh tokens", "")
        .answer("registered at", "")
        .answer("client ID of the Flyte console?", "0oaweb")
        .see("Where should secrets be stored?")
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
        .see("no errors, no warnings")
        .see("What next?")
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
        .see("nothing was written")
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
        .answer("Number [1], `<` goes back:", "2")
        .answer("Number [1], `<` goes back:", "flyte-core")
        .see("goes back:")
        .press("half\x03")
        .see("nothing was written")
        .see("init --resume");
    assert_eq!(terminal.end().0, 130);
}
