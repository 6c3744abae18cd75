//! `--into` and `--from`: values of an existing installation.

use std::fs;

use super::plain;
use crate::common::scripted::{Act, Scripted, init, init_in, shown, typed};

const EXISTING: &str = "# Ours.
configuration:
  database:
    host: db   # keep
  auth:
    enabled: true
    authorizedUris:
      - https://flyte.example.org
    oidc:
      baseUrl: https://kc.example.org/realms/flyte
      clientId: old-client
      clientSecret: old-s3cret
    internal:
      clientSecret: foobar
      clientSecretHash: JDJhJDA2JGQ2UFFuMlFBRlUzY0w1VjhNRGtlTXVrNjN4dWJxVXhOeGp0ZlBsZXgyUGVVWHJBR0FxZ0Ft
  inline:
    auth:
      userAuth:
        cookieSetting:
          sameSitePolicy: LaxMode
    server:
      security:
        allowCors: true
        allowedOrigins: ['*']
";

#[test]
fn into_offers_current_values_and_keeps_other_keys() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::in_order(&[
        ("Which Flyte version", Act::Enter),
        ("Helm release", Act::Enter),
        ("Namespace of the release", Act::Enter),
        ("Who will use Flyte?", Act::Enter),
        ("refresh tokens", Act::Enter),
        ("Client secret of the Flyte console?", Act::Pick("keep the one in DIR/ours.yaml")),
        ("What next?", Act::Pick("change an answer")),
        ("Which answer?", Act::Pick("Web client ID")),
        ("client ID of the Flyte console?", typed("new-client")),
        ("Client secret of the Flyte console?", Act::Enter),
        ("Secret (input hidden)", typed("new-s3cret")),
        ("What next?", Act::Pick("write")),
    ]);
    init(folder.path(), &["--into", file.to_str().unwrap()], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let transcript = shown(folder.path(), &person.transcript);
    assert!(!transcript.contains("old-s3cret") && !transcript.contains("new-s3cret"), "{transcript}");
    insta::assert_snapshot!("into", transcript);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# Ours.\nconfiguration:\n  database:\n    host: db   # keep\n"), "{text}");
    assert_eq!(text.matches("clientId:").count(), 1, "{text}");
    assert!(text.contains("new-s3cret") && !text.contains("old-"), "{text}");
}

#[test]
fn into_reports_findings_and_applies_fixes_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    // A level too high.
    let wrong = EXISTING.replace("        allowedOrigins: ['*']\n", "").replace(
        "    auth:\n      userAuth:\n        cookieSetting:\n          sameSitePolicy: LaxMode\n",
        "    userAuth:\n      redirectUrl: /console # ours\n",
    );
    assert!(wrong.contains("# ours"));
    fs::write(&file, &wrong).unwrap();
    let run = |choices: &[(&'static str, Act)], flags: &[&str]| {
        let mut script = vec![
            ("client ID of the Flyte console?", typed("new-client")),
            ("Secret (input hidden)", typed("new-s3cret")),
        ];
        script.extend_from_slice(choices);
        let mut person = Scripted::by_question(&script)
            .then("What next?", &[Act::Pick("apply safe fixes to the file"), Act::Pick("write")]);
        let mut arguments = vec!["--into", file.to_str().unwrap()];
        arguments.extend_from_slice(flags);
        init(folder.path(), &arguments, &mut person)
            .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
        shown(folder.path(), &person.transcript)
    };
    // A dry run shows the same and changes nothing.
    let transcript = run(&[("What next?", Act::Pick("finish"))], &["--dry-run"]);
    assert!(transcript.contains("misplaced-key"), "{transcript}");
    assert_eq!(fs::read_to_string(&file).unwrap(), wrong);
    let transcript = run(&[], &[]);
    insta::assert_snapshot!("into_with_fixes", transcript);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("      userAuth:\n        redirectUrl: /console # ours\n"), "{text}");
}

#[test]
fn from_reads_values_and_writes_a_new_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("got.yaml");
    fs::write(&file, format!("USER-SUPPLIED VALUES:\n{EXISTING}")).unwrap();
    let mut person = Scripted::by_question(&[]);
    init_in(
        folder.path(),
        &["--from", file.to_str().unwrap()],
        &mut person,
        None,
        &[("FLYTE_WEB_SECRET", "web-s3cret")],
    )
    .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("'old-client'") && text.contains("kc.example.org/realms/flyte"), "{text}");
    assert!(!text.contains("database"), "{text}");
}

#[test]
fn rejects_a_file_of_another_chart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::in_order(&[]);
    let error =
        init(folder.path(), &["--into", file.to_str().unwrap(), "--chart", "flyte-core"], &mut person).unwrap_err();
    assert_eq!(
        shown(folder.path(), &plain(&error)),
        "error: `DIR/ours.yaml` holds values for flyte-binary, but the answers are for flyte-core"
    );
}

/// Values of flyte-core without a provider.
const CORE: &str = "\
configmap:
  adminServer:
    auth:
      authorizedUris: ['https://flyte.example.org']
";

#[test]
fn ignores_sample_values_of_the_chart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("core.yaml");
    fs::write(&file, CORE).unwrap();
    let mut person = Scripted::in_order(&[]);
    let error = init(folder.path(), &["--into", file.to_str().unwrap(), "--yes"], &mut person);
    let error = plain(&error.unwrap_err());
    insta::assert_snapshot!(error, @"
    error: `--yes` needs these answers, which have no default:
      --idp             one of `google`, `okta`, `keycloak`, `entra`, `oidc` (any other)
      --web-client-id   the ID of the web client, with which users log in to the console
      --web-secret-env or --web-secret-file
                        the source of its secret: `{env: NAME}` or `{file: PATH}`
    help: pass these flags or an answers file (`--answers FILE`); see `flyte-auth schema answers`
    ");
}

#[test]
fn another_provider_drops_the_client_ids_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::by_question(&[
        ("Which answer?", Act::Pick("Identity provider")),
        ("Which identity provider", Act::Pick("Google")),
        // No ID is offered: Enter would fail.
        ("client ID of the Flyte console?", Act::CtrlC),
    ])
    .then("What next?", &[Act::Pick("change an answer")]);
    init(folder.path(), &["--into", file.to_str().unwrap()], &mut person).unwrap_err();
    let mut person = Scripted::by_question(&[
        ("Which answer?", Act::Pick("Identity provider")),
        ("Which identity provider", Act::Pick("Google")),
        ("client ID of the Flyte console?", typed("123.apps.googleusercontent.com")),
        ("Secret (input hidden)", typed("new-s3cret")),
    ])
    .then("What next?", &[Act::Pick("change an answer")]);
    init(folder.path(), &["--into", file.to_str().unwrap(), "--dry-run"], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let transcript = &person.transcript;
    assert!(!transcript.contains("? Which Keycloak realm?"), "{transcript}");
}

#[test]
fn shows_how_to_move_between_authorization_servers() {
    let below = EXISTING.lines().map(|line| format!("  {line}\n"));
    let umbrella = format!("flyte-binary:\n{}", below.collect::<String>());
    for values in [EXISTING, &umbrella] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ours.yaml");
        fs::write(&file, values).unwrap();
        let mut person = Scripted::by_question(&[
            ("Which answer?", Act::Pick("Authorization server")),
            ("Which authorization server issues", Act::Pick("external")),
            ("Client ID for flytectl", typed("flyte-cli")),
            ("for flytepropeller?", typed("flyte-propeller")),
            ("Client secret of flytepropeller?", Act::Pick("type or paste it")),
            ("Secret (input hidden)", typed("new-s3cret")),
            ("remaining steps", Act::Say(true)),
        ])
        .then("What next?", &[Act::Pick("change an answer")]);
        init(folder.path(), &["--into", file.to_str().unwrap()], &mut person)
            .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
        let transcript = &person.transcript;
        assert!(transcript.contains("Moving from the internal to the external authorization server"), "{transcript}");
    }
}

#[test]
fn values_yaml_comes_before_other_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["prod.yaml", "values.orig.yaml", "values.yaml"] {
        fs::write(folder.path().join(name), EXISTING).unwrap();
    }
    let script = [("Is Flyte already installed?", Act::Enter), ("Which Flyte version", Act::CtrlC)];
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap_err();
    let transcript = shown(folder.path(), &person.transcript);
    assert!(transcript.contains("? Is Flyte already installed? yes, with DIR/values.yaml\n"), "{transcript}");
}
