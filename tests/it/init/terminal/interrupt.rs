//! Ctrl-C, signals, and input between two questions: nothing is written, and the terminal is restored.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{DOWN, Terminal, deployment, in_a_shell, new_installation};
use crate::common::scripted::kept;

#[test]
fn ctrl_c_restores_the_terminal_and_resume_continues() {
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
    // The cursor is visible, and bracketed paste is off.
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
fn a_signal_restores_the_terminal() {
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

/// A run in a shell, at its last question.
fn at_the_last_question(folder: &Path) -> Terminal {
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
fn discards_input_between_questions() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = at_the_last_question(folder.path());
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
fn ctrl_c_between_questions_keeps_answers() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = at_the_last_question(folder.path());
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
