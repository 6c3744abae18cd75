//! Flags and answers files replace questions; without a terminal they must answer all of them.

use crate::common::folder_with_values;
use std::fs;
use std::path::Path;

use flyte_auth::internals::cli::CliError;
use flyte_auth::internals::wizard::NonInteractive;

use super::{plain, short, with, wrote};
use crate::common::scripted::{Act, Scripted, init, init_in, shown, typed};

#[test]
fn asks_before_it_replaces_a_file() {
    let folder = folder_with_values("mine: true\n");
    let script = with(
        &short(),
        "What next?",
        &[
            ("What next?", Act::Pick("write")),
            ("exists. Replace?", Act::Enter),
            ("What next?", Act::Pick("write")),
            ("exists. Replace?", Act::Say(true)),
        ],
    );
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap();
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(!text.contains("mine"), "{text}");
}

#[test]
fn flags_and_answers_files_skip_questions() {
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("answers.yaml");
    fs::write(&answers, "chart: flyte-core\nidp: {type: google}\nsandbox: true\n").unwrap();
    let saved = folder.path().join("saved.yaml");
    let mut person = Scripted::in_order(&[
        ("Which Flyte version", Act::Enter),
        ("Helm release", Act::Enter),
        ("registered at", Act::Enter),
        ("client ID of the Flyte console?", typed("1.apps.googleusercontent.com")),
        ("Where should secrets be stored?", Act::Enter),
        ("Client secret of the Flyte console?", Act::Enter),
        ("Secret (input hidden)", typed("s3cret-typed")),
        ("What next?", Act::Enter),
    ]);
    init(
        folder.path(),
        &[
            "--answers",
            answers.to_str().unwrap(),
            "--namespace",
            "workflows",
            "--flow",
            "pkce",
            "--save-answers",
            saved.to_str().unwrap(),
        ],
        &mut person,
    )
    .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    insta::assert_snapshot!(fs::read_to_string(&saved).unwrap(), @"
    # Answers of `flyte-auth init`. `flyte-auth generate --answers FILE` generates the values from them.
    # Set FLYTE_WEB_SECRET first: this file contains no secrets.
    chart: flyte-core
    idp:
      type: google
    sandbox: true
    namespace: workflows
    flyteVersion: '1.16.8'
    release: flyte-backend
    clients:
      web:
        id: '1.apps.googleusercontent.com'
        secret:
          env: FLYTE_WEB_SECRET
    secrets: inline
    authServer: internal
    ");
}

#[test]
fn rejects_invalid_flags_before_the_first_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&[]);
    let answers = folder.path().join("answers.yaml");
    fs::write(&answers, "chart: flyte-cor\n").unwrap();
    let error = init(folder.path(), &["--answers", answers.to_str().unwrap()], &mut person).unwrap_err();
    insta::assert_snapshot!(shown(folder.path(), &plain(&error)), @"
    error: `flyte-cor` is not a value of `chart`
     --> DIR/answers.yaml:1:8
      |
    1 | chart: flyte-cor
      |        ^^^^^^^^^
      |
      = help: did you mean `flyte-core`?

    error: 1 problem found, nothing was written
    ");
    assert!(matches!(error, CliError::Problems(_)), "{error:?}");
    let error = init(folder.path(), &["--url", "flyte.example.org"], &mut person).unwrap_err();
    insta::assert_snapshot!(plain(&error), @"
    error: `flyte.example.org` is not a URL
    --> --url
     = help: add the scheme: `https://flyte.example.org`

    error: 1 problem found, nothing was written
    ");
}

#[test]
fn lists_missing_answers_without_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&[]);
    let error = init_in(folder.path(), &[], &mut person, Some(NonInteractive::Ci), &[]).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    insta::assert_snapshot!(plain(&error), @"
    error: `CI` is set, so `init` does not ask, and these answers are missing:
      --chart           `flyte-binary` or `flyte-core`: `helm list -A` shows which one is installed
      --url             the public URL of Flyte, `https://flyte.example.org`; or `sandbox: true`
      --idp             one of `google`, `okta`, `keycloak`, `entra`, `oidc` (any other)
      --web-client-id   the ID of the web client, with which users log in to the console
      --web-secret-env or --web-secret-file
                        the source of its secret: `{env: NAME}` or `{file: PATH}`
      --yes             write without a review
    help: pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`
    ");
    let error = init(
        folder.path(),
        &["--yes", "--chart", "flyte-core", "--idp", "okta", "--url", "https://flyte.example.org"],
        &mut person,
    )
    .unwrap_err();
    insta::assert_snapshot!(plain(&error), @"
    error: `--yes` needs these answers, which have no default:
      --issuer          the issuer of the authorization server (Okta: Security > API), or `org` and `server`
      --web-client-id   the ID of the web client, with which users log in to the console
      --web-secret-env or --web-secret-file
                        the source of its secret: `{env: NAME}` or `{file: PATH}`
    help: pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`
    ");
    assert!(!folder.path().join("state").exists());
}

#[test]
fn yes_accepts_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&[]);
    init_in(
        folder.path(),
        &[
            "--yes",
            "--chart",
            "flyte-core",
            "--idp",
            "google",
            "--url",
            "https://flyte.example.org",
            "--web-client-id",
            "1.apps.googleusercontent.com",
        ],
        &mut person,
        Some(NonInteractive::NoTerminal),
        &[("FLYTE_WEB_SECRET", "web-s3cret")],
    )
    .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    assert!(wrote(folder.path()));
    assert!(person.transcript.contains("✓ lint: no errors, no warnings"));
}

#[test]
fn an_unwritable_answers_file_prevents_writing() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.yaml");
    fs::write(&there, "mine: true\n").unwrap();
    let try_it = |path: &Path| {
        let mut person = Scripted::in_order(&[]);
        let error = init_in(
            folder.path(),
            &[
                "--yes",
                "--chart",
                "flyte-binary",
                "--idp",
                "google",
                "--url",
                "https://flyte.example.org",
                "--web-client-id",
                "123.apps.googleusercontent.com",
                "--web-secret-env",
                "WEB",
                "--save-answers",
                path.to_str().unwrap(),
            ],
            &mut person,
            None,
            &[("WEB", "web-s3cret")],
        );
        error.err().map(|error| shown(folder.path(), &plain(&error)))
    };
    insta::assert_snapshot!(try_it(&there).unwrap(), @"
    error: `DIR/there.yaml` already exists, nothing was written
    help: choose another file with `--save-answers FILE`, or replace it with `--force`
    ");
    insta::assert_snapshot!(try_it(&folder.path().join("values.yaml")).unwrap(), @"error: `--save-answers` cannot be `DIR/values.yaml`, the values file: choose another file");
    assert!(!wrote(folder.path()));
    assert_eq!(try_it(&folder.path().join("new/answers.yaml")), None);
    assert!(wrote(folder.path()) && folder.path().join("new/answers.yaml").exists());
}
