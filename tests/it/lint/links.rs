//! Hyperlinks on the names of rules: only in a terminal that supports them.

use std::process::Command;

use rexpect::session::spawn_command;

use crate::common::{flyte_auth, project};

const LINK: &str = "\x1b]8;;";

/// `lint` of a file with errors, with these variables.
fn lint(variables: &[(&str, &str)]) -> Command {
    let mut command = flyte_auth(project());
    command.args(["lint", "examples/values/external-misplaced.yaml"]).envs(variables.iter().copied());
    command
}

/// The output in a terminal.
fn at_terminal(variables: &[(&str, &str)]) -> String {
    spawn_command(lint(variables), Some(20_000)).unwrap().exp_eof().unwrap()
}

#[test]
fn links_a_rule_to_its_page_in_a_terminal() {
    let seen = at_terminal(&[("TERM", "xterm-kitty")]);
    let linked = format!(
        "{LINK}{}/blob/main/docs/rules/core-external-block-misindented.md\x1b\\core-external-block-misindented{LINK}\x1b\\",
        env!("CARGO_PKG_REPOSITORY")
    );
    assert!(seen.contains(&linked), "{seen:?}");
}

#[test]
fn prints_no_link_in_other_terminals() {
    let kitty = ("TERM", "xterm-kitty");
    for variables in [
        &[("TERM", "xterm-256color")][..],
        &[("TERM", "dumb"), ("TERM_PROGRAM", "vscode")],
        &[kitty, ("NO_COLOR", "1")],
        &[kitty, ("FORCE_HYPERLINK", "0")],
    ] {
        let seen = at_terminal(variables);
        assert!(seen.contains("core-external-block-misindented"), "{variables:?}: {seen:?}");
        assert!(!seen.contains(LINK), "{variables:?}: {seen:?}");
    }
}

#[test]
fn prints_no_link_to_a_pipe() {
    for color in ["auto", "always", "never"] {
        let output =
            lint(&[("TERM", "xterm-kitty"), ("FORCE_HYPERLINK", "1")]).args(["--color", color]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("core-external-block-misindented") && !text.contains(LINK), "{color}: {text:?}");
        assert!(color == "always" || !text.contains('\x1b'), "{color}: {text:?}");
    }
}
