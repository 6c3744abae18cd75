//! Secrets: typed, from a variable, from a file, or in an existing Kubernetes Secret.

use std::fs;

use super::{run, short, with};
use crate::common::scripted::{Act, shown, typed};

#[test]
fn repeats_the_question_for_a_missing_variable_or_file() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("web-secret");
    fs::write(&secret, "GOCSPX-s3cret").unwrap();
    let script: Vec<_> = short().into_iter().filter(|(question, _)| *question != "Secret (input hidden)").collect();
    let script = with(
        &script,
        "Client secret of the Flyte console?",
        &[
            ("Client secret of the Flyte console?", Act::Pick("an environment variable")),
            ("Which variable?", typed("NOT_SET")),
            ("Which variable?", Act::Back),
            ("Client secret of the Flyte console?", Act::Pick("a file")),
            ("Which file?", typed("no-such-file")),
            ("Which file?", typed(secret.to_str().unwrap())),
        ],
    );
    let (_, person) = run(&script, &[]);
    let transcript: Vec<&str> = person
        .transcript
        .lines()
        .skip_while(|line| !line.contains("Client secret of the Flyte console?"))
        .take_while(|line| !line.is_empty())
        .collect();
    insta::assert_snapshot!(shown(folder.path(), &transcript.join("\n")), @"
    ? Client secret of the Flyte console? an environment variable
    ? Which variable? NOT_SET
    ✗ the environment variable `NOT_SET` is not set
      set it with hidden input: `read -rs NOT_SET && export NOT_SET`
      Esc = other ways to enter it; Ctrl-C = quit, and `--resume` continues from
      here
    ? Which variable? (back)
    ? Client secret of the Flyte console? a file
    ? Which file? no-such-file
    ✗ the file `no-such-file` does not exist
      the file must contain only the secret, on one line; a relative path starts at
      the working directory
      Esc = other ways to enter it; Ctrl-C = quit, and `--resume` continues from
      here
    ? Which file? DIR/web-secret
    ");
}

#[test]
fn asks_before_it_trims_a_secret() {
    let script = with(
        &short(),
        "Secret (input hidden)",
        &[
            ("Secret (input hidden)", typed("")),
            ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed("two words")),
            ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed("s3cret\r\n")),
            ("starts or ends with whitespace", Act::Say(false)),
            ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed(" s3cret-kept\n")),
            ("starts or ends with whitespace", Act::Say(true)),
        ],
    );
    let (folder, person) = run(&script, &[]);
    let transcript = &person.transcript;
    assert!(transcript.contains("✗ the secret is empty"), "{transcript}");
    assert!(transcript.contains("✗ the secret contains whitespace"), "{transcript}");
    assert!(!transcript.contains("s3cret") && !transcript.contains("two words"), "{transcript}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("clientSecret: 's3cret-kept'"), "{text}");
}

#[test]
fn an_existing_secret_needs_the_password_hash() {
    for (which, instead) in [
        (
            "the password",
            vec![
                ("flytepropeller's password in the Secret?", Act::Pick("type or paste it")),
                ("Secret (input hidden)", typed("propeller-s3cret")),
            ],
        ),
        (
            "the hash",
            vec![
                ("Hash of flytepropeller's password?", Act::Pick("type or paste it")),
                ("Secret (input hidden)", typed("not-a-hash")),
                (
                    "Secret (input hidden)",
                    typed("JDJiJDA2JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVIV0gucWdVbExmL3RqTWUzL0Q2cnZIZHNLM2w3ODVL"),
                ),
            ],
        ),
    ] {
        let mut script = short();
        let at = script.iter().position(|(asked, _)| *asked == "Where should secrets be stored?").unwrap();
        script.splice(
            at..at + 3,
            [
                ("Where should secrets be stored?", Act::Pick("in existing Kubernetes Secrets")),
                ("Name of the Secret?", Act::Enter),
                ("Which do you have?", Act::Pick(if which == "the hash" { "the hash" } else { "the password" })),
            ]
            .into_iter()
            .chain(instead),
        );
        let (folder, person) = run(&script, &[]);
        let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
        assert!(text.contains("clientSecretHash"), "{text}");
        assert!(!text.contains("s3cret") && !person.transcript.contains("s3cret"));
        assert!(folder.path().join("secrets-manifest.yaml").exists());
    }
}
