//! Dumb and narrow terminals, and runs without one.

use std::process::Command;

use super::{Terminal, new_installation};
use crate::common::{flyte_auth, outcome};

#[test]
fn a_dumb_terminal_gets_numbered_lists() {
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
fn no_color_and_forty_columns_are_respected() {
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
        // The last message is for a shell, which may be wider.
        assert!(line.chars().count() <= 40 || line.starts_with("help:") || line.starts_with("error:"), "{line}");
    }
}

#[test]
fn does_not_ask_without_a_terminal_or_with_ci() {
    let folder = tempfile::tempdir().unwrap();
    let output = outcome(flyte_auth(folder.path()).arg("init"));
    insta::assert_snapshot!(output, @"
    exit 2
    --- stderr
    error: not a terminal, and these answers are missing:
      --chart           `flyte-binary` or `flyte-core`: `helm list -A` shows which one is installed
      --url             the public URL of Flyte, `https://flyte.example.org`; or `sandbox: true`
      --idp             one of `google`, `okta`, `keycloak`, `entra`, `oidc` (any other)
      --web-client-id   the ID of the web client, with which users log in to the console
      --web-secret-env or --web-secret-file
                        the source of its secret: `{env: NAME}` or `{file: PATH}`
      --yes             write without a review
    help: pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`
    ");
    let mut command = Command::new(env!("CARGO_BIN_EXE_flyte-auth"));
    command.arg("init").env("CI", "true").env("TERM", "xterm");
    let (code, seen) = Terminal::run(command).end();
    assert_eq!(code, 2, "{seen}");
    assert!(seen.contains("`CI` is set") && seen.contains("--chart"), "{seen}");
}

#[test]
fn ctrl_c_at_a_dumb_terminal_prints_how_to_resume() {
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
