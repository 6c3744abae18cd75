//! An interrupted run keeps its answers, and the next run offers to continue.

use std::fs;
use std::path::Path;

use flyte_auth::internals::cli::Outcome;

use super::{plain, short, with, wrote};
use crate::common::scripted::{Act, Scripted, init, kept, shown, typed};

#[test]
fn quitting_keeps_answers_for_resume() {
    let folder = tempfile::tempdir().unwrap();
    let script = with(&short(), "What next?", &[("What next?", Act::Pick("quit"))]);
    let mut person = Scripted::in_order(&script);
    let outcome = init(folder.path(), &[], &mut person).unwrap();
    assert_eq!(outcome, Outcome::Left);
    assert!(!wrote(folder.path()));
    let file = kept(&folder.path().join("state")).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("flyte.example.org") && !text.contains("s3cret"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode();
        assert_eq!(mode(&file) & 0o777, 0o600);
        assert_eq!(mode(&folder.path().join("state")) & 0o777, 0o700);
    }
    // `init` asks only for what was not kept: the secret.
    let mut person = Scripted::in_order(&[
        ("Client secret of the Flyte console?", Act::Enter),
        ("Secret (input hidden)", typed("GOCSPX-s3cret")),
        ("What next?", Act::Pick("write")),
    ]);
    init(folder.path(), &["--resume"], &mut person).unwrap();
    assert!(wrote(folder.path()));
    assert_eq!(kept(&folder.path().join("state")), None);
    let mut person = Scripted::in_order(&[]);
    let error = init(folder.path(), &["--resume"], &mut person).unwrap_err();
    insta::assert_snapshot!(plain(&error), @"
    error: there is no interrupted run in this directory
    help: run `flyte-auth init` without `--resume`
    ");
}

#[test]
fn offers_to_continue_an_interrupted_run() {
    let folder = tempfile::tempdir().unwrap();
    let leave = [
        ("Which Helm chart", Act::Pick("flyte-core")),
        ("Which Flyte version?", Act::Enter),
        ("Helm release?", typed("mine")),
        ("Namespace of the release", Act::CtrlC),
    ];
    let left = |script: &[(&'static str, Act)]| {
        let mut person = Scripted::in_order(script);
        let error = init(folder.path(), &[], &mut person).unwrap_err();
        assert_eq!(error.exit_code(), 130, "{}", plain(&error));
        person.transcript
    };
    left(&leave);
    let transcript = left(&[("Continue with them?", Act::Enter), ("Namespace of the release", Act::CtrlC)]);
    insta::assert_snapshot!(transcript, @"
    A few questions, then the Helm values for Flyte's login. Enter = accept, Esc =
    back, Ctrl-C = quit. You review everything before it is written.

    ? Is Flyte already installed? no, this is a new installation
    Found answers from an earlier run in this directory:
      Chart          flyte-core
      Flyte version  1.16.8
      Helm release   mine
    ? Continue with them? Yes
    ");
    // Ctrl-C at this question keeps the answers.
    left(&[("Continue with them?", Act::CtrlC)]);
    left(&[
        ("Continue with them?", Act::Say(false)),
        ("Which Helm chart", Act::Pick("flyte-binary")),
        ("Which Flyte version?", Act::CtrlC),
    ]);
    let file = kept(&folder.path().join("state")).unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(!text.contains("mine"), "{text}");
}

#[test]
fn lists_flags_and_earlier_answers_separately() {
    let folder = tempfile::tempdir().unwrap();
    let leave = |flags: &[&str], script: &[(&'static str, Act)]| {
        let mut person = Scripted::in_order(script);
        init(folder.path(), flags, &mut person).unwrap_err();
        let transcript = person.transcript;
        let begins = |line: &str| ["Given", "Found", "Continuing"].iter().any(|word| line.starts_with(word));
        transcript.lines().skip_while(|line| !begins(line)).map(|line| format!("{line}\n")).collect::<String>()
    };
    leave(&[], &[("Which Helm chart", Act::Pick("flyte-core")), ("Which Flyte version?", Act::CtrlC)]);
    let flags = ["--release", "mine", "--namespace", "ml"];
    insta::assert_snapshot!(leave(&flags, &[("Continue with them?", Act::CtrlC)]), @"
    Given with this command:
      Helm release  mine
      Namespace     ml
    Found answers from an earlier run in this directory:
      Chart  flyte-core
    ");
    let resume = ["--resume", "--release", "mine"];
    insta::assert_snapshot!(leave(&resume, &[("Which Flyte version?", Act::CtrlC)]), @"
    Given with this command:
      Helm release  mine
    Continuing with the answers of the earlier run:
      Chart  flyte-core
    ");
}

#[test]
fn ctrl_c_writes_nothing_and_keeps_answers() {
    let folder = tempfile::tempdir().unwrap();
    let script = with(&short(), "client ID of the Flyte console?", &[("client ID of the Flyte console?", Act::CtrlC)]);
    let mut person = Scripted::in_order(&script);
    let error = init(folder.path(), &[], &mut person).unwrap_err();
    assert_eq!(error.exit_code(), 130);
    insta::assert_snapshot!(shown(folder.path(), &plain(&error)), @"
    error: interrupted, nothing was written
    help: `flyte-auth init --resume --output DIR` continues from here; typed secrets have to be entered again
    ");
    assert!(!wrote(folder.path()));
    assert!(kept(&folder.path().join("state")).is_some());
}
