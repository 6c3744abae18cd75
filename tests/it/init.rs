//! `init` as a conversation: what is asked, in which order, what is said to wrong answers, and what is left behind.

use std::fs;
use std::path::Path;

use crate::common::scripted::{Act, Scripted, init, init_in, kept, shown, typed};
use flyte_auth::cli::{CliError, NobodyToAsk, Outcome};

/// The shortest way through: flyte-binary with Google.
fn short() -> Vec<(&'static str, Act)> {
    vec![
        ("Which chart", Act::Pick("flyte-binary")),
        ("Which version", Act::Enter),
        ("Helm release", Act::Enter),
        ("namespace", Act::Enter),
        ("At which URL", typed("https://flyte.example.org")),
        ("What do people log in with?", Act::Pick("Google")),
        ("Who will use Flyte?", Act::Enter),
        ("registered at", Act::Enter),
        ("for the console?", typed("123.apps.googleusercontent.com")),
        ("Where are the secrets", Act::Enter),
        ("secret of the console's client", Act::Pick("type or paste it")),
        ("Type or paste it", typed("GOCSPX-s3cret")),
        ("What now?", Act::Pick("write")),
    ]
}

/// The script with something else in place of the answer to a question.
fn with(script: &[(&'static str, Act)], question: &str, instead: &[(&'static str, Act)]) -> Vec<(&'static str, Act)> {
    let at = script.iter().position(|(asked, _)| *asked == question).unwrap();
    let mut changed = script[..at].to_vec();
    changed.extend_from_slice(instead);
    changed.extend_from_slice(&script[at + 1..]);
    changed
}

fn wrote(folder: &Path) -> bool {
    folder.join("values.yaml").exists()
}

fn run(script: &[(&'static str, Act)], arguments: &[&str]) -> (tempfile::TempDir, Scripted) {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(script);
    init(folder.path(), arguments, &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    (folder, person)
}

#[test]
fn a_conversation_from_the_beginning_to_the_end() {
    let (folder, person) = run(&short(), &[]);
    insta::assert_snapshot!("init_google", without_steps(&shown(folder.path(), &person.transcript)));
    assert_eq!(shown(folder.path(), &person.results), "DIR/values.yaml\n");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("GOCSPX-s3cret"));
    assert_eq!(kept(&folder.path().join("state")), None);
}

#[test]
fn an_external_server_with_okta() {
    let script = [
        ("Which chart", Act::Pick("flyte-core")),
        ("Which version", Act::Enter),
        ("Helm release", Act::Enter),
        ("namespace", Act::Enter),
        ("At which URL", typed("https://flyte.example.org")),
        ("how many clusters", Act::Enter),
        ("What do people log in with?", Act::Pick("Okta")),
        ("Which Okta org?", typed("dev-1")),
        ("authorization servers?", Act::Pick("another custom server")),
        ("What is its id?", typed("ausabc")),
        ("Who issues the access tokens", Act::Pick("external")),
        (
            "Who will use Flyte?",
            Act::Mark(&["people with a browser", "CI and services", "people without a browser there"]),
        ),
        ("refresh tokens", Act::Say(true)),
        ("registered at", Act::Pick("no, show what to register")),
        ("for the console?", typed("0oaweb")),
        ("for flytectl", typed("0oactl")),
        ("client for flytepropeller?", typed("0oaprop")),
        ("do CI and services log in with?", Act::Enter),
        ("id of CI's client?", typed("0oaprop")),
        ("id of CI's client?", typed("0oaci")),
        ("in `aud`?", typed("api://default, https://flyte.example.org")),
        ("Where are the secrets", Act::Pick("in a values file of their own")),
        ("secret of the console's client", Act::Pick("an environment variable")),
        ("Which variable?", Act::Enter),
        ("secret of flytepropeller's client", Act::Pick("a file")),
        ("Which file?", typed("SECRET")),
        ("What now?", Act::Pick("write")),
    ];
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("propeller-secret");
    fs::write(&secret, "s3cret-in-a-file\r\n").unwrap();
    let script = with(&script, "Which file?", &[("Which file?", typed(secret.to_str().unwrap()))]);
    let mut person = Scripted::in_order(&script);
    init_in(folder.path(), &[], &mut person, None, &[("FLYTE_WEB_SECRET", "s3cret-in-a-variable")])
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let told = shown(folder.path(), &person.transcript);
    assert!(!told.contains("s3cret-in"), "{told}");
    insta::assert_snapshot!("init_okta", without_steps(&told));
}

#[test]
fn what_is_nearly_right_is_offered_right() {
    let okta = |act| {
        let mut script = vec![
            ("What do people log in with?", Act::Pick("Okta")),
            ("Which Okta org?", typed("https://dev-1.okta.com/oauth2/default/.well-known/openid-configuration")),
            ("Use the issuer `https://dev-1.okta.com/oauth2/default`?", Act::Say(act)),
        ];
        if !act {
            script.extend([("Which Okta org?", typed("dev-1")), ("authorization servers?", Act::Enter)]);
        }
        script.extend([
            ("Who issues the access tokens", Act::Enter),
            ("Who will use Flyte?", Act::Enter),
            ("refresh tokens", Act::Enter),
            ("registered at", Act::Pick("no, show what to register")),
            ("for the console?", typed("0oaweb")),
        ]);
        script
    };
    for accept in [true, false] {
        let mut script = with(&short(), "for the console?", &[]);
        script = with(&script, "registered at", &[]);
        script = with(&script, "Who will use Flyte?", &[]);
        script = with(&script, "What do people log in with?", &okta(accept));
        let (folder, person) = run(&script, &[]);
        let told = &person.transcript;
        assert!(
            told.contains("✗ `https://dev-1.okta.com/oauth2/default/.well-known/openid-configuration` is a\n"),
            "{told}"
        );
        assert!(told.contains("Okta authorization server  default"), "{told}");
        // What is to be registered is shown before anybody has an id.
        assert!(told.contains("At Okta\n") && told.contains("https://flyte.example.org/callback"), "{told}");
        assert!(wrote(folder.path()));
    }
}

#[test]
fn a_wrong_url_is_asked_for_until_it_is_right() {
    let script = with(
        &short(),
        "At which URL",
        &[
            ("At which URL", typed("flyte.example.org")),
            ("Use `https://flyte.example.org` instead?", Act::Say(false)),
            ("At which URL", typed("https://<host>")),
            ("At which URL", typed("  https://flyte.example.org/console\r\n")),
            ("Use `https://flyte.example.org` instead?", Act::Say(true)),
        ],
    );
    let (_folder, person) = run(&script, &[]);
    assert!(person.transcript.contains("has a path"), "{}", person.transcript);
}

#[test]
fn keycloaks_address_is_judged_before_its_realm_is_asked_for() {
    let keycloak = [
        ("What do people log in with?", Act::Pick("Keycloak")),
        ("Keycloak's address?", typed("http://kc.example.org/")),
        ("Use `https://kc.example.org` instead?", Act::Say(true)),
        ("have its realms?", Act::Back),
        ("Keycloak's address?", typed("https://kc.example.org/auth/realms/flyte/protocol/openid-connect/auth")),
        ("Use the issuer `https://kc.example.org/auth/realms/flyte`?", Act::Say(true)),
        ("Who issues the access tokens", Act::Enter),
    ];
    let mut script = with(&short(), "What do people log in with?", &keycloak);
    let registered = [("refresh tokens", Act::Enter), ("registered at", Act::Enter)];
    script = with(&script, "registered at", &registered);
    let (_folder, person) = run(&script, &[]);
    let told = &person.transcript;
    assert!(told.contains("✗ `http://kc.example.org` is not https"), "{told}");
    assert!(told.contains("https://kc.example.org/auth\n"), "{told}");
}

#[test]
fn the_external_server_by_flag_is_no_reason_to_refuse_oktas_org() {
    let mut script = with(
        &short(),
        "What do people log in with?",
        &[
            ("What do people log in with?", Act::Pick("Okta")),
            ("Which Okta org?", typed("dev-1")),
            ("authorization servers?", Act::Enter),
        ],
    );
    let registered = [("refresh tokens", Act::Enter), ("registered at", Act::Enter)];
    script = with(&script, "registered at", &registered);
    script = with(
        &script,
        "for the console?",
        &[
            ("for the console?", typed("web")),
            ("for flytectl", typed("web")),
            ("for flytectl", typed("cli")),
            ("client for flytepropeller?", typed("prop")),
            ("in `aud`?", Act::Enter),
        ],
    );
    script = with(
        &script,
        "What now?",
        &[
            ("secret of flytepropeller's client", Act::Pick("type or paste it")),
            ("Type or paste it", typed("prop-s3cret")),
            ("What now?", Act::Pick("write")),
        ],
    );
    let (_folder, person) = run(&script, &["--auth-server", "external"]);
    assert!(!person.transcript.contains("org server"), "{}", person.transcript);
}

#[test]
fn back_at_each_question_asks_the_one_before_again() {
    let script = short();
    for at in 1..script.len() {
        let (asked, _) = &script[at];
        // Back from typing a secret is back to where it comes from.
        let (before, answer) = &script[at - 1];
        let again = if *asked == "What now?" {
            // Back from the review is to change an answer, and back from there is the review.
            vec![("What now?", Act::Back), ("Which answer?", Act::Back)]
        } else {
            vec![(*asked, Act::Back), (*before, again(before, answer))]
        };
        let mut with_back = script[..at].to_vec();
        with_back.extend(again);
        with_back.extend_from_slice(&script[at..]);
        let (folder, _person) = run(&with_back, &[]);
        assert!(wrote(folder.path()));
    }
    let mut first = vec![("Which chart", Act::Back)];
    first.extend(script);
    let (_folder, person) = run(&first, &[]);
    assert!(person.transcript.contains("This is the first question"));
}

/// What was answered before is offered when a question is asked again.
fn again(question: &str, answer: &Act) -> Act {
    match answer {
        Act::Type(_) if !question.contains("paste") => Act::Enter,
        other => other.clone(),
    }
}

#[test]
fn an_answer_is_changed_and_what_depends_on_it_is_asked() {
    let script = with(
        &short(),
        "What now?",
        &[
            ("What now?", Act::Pick("change an answer")),
            ("Which answer?", Act::Pick("Namespace")),
            ("namespace", typed("workflows")),
            ("What now?", Act::Pick("change an answer")),
            ("Which answer?", Act::Pick("Identity provider")),
            ("What do people log in with?", Act::Pick("Microsoft Entra ID")),
            ("Which tenant?", typed("common")),
            ("Which tenant?", typed("11111111-2222-3333-4444-555555555555")),
            ("Who issues the access tokens", Act::Enter),
            ("refresh tokens", Act::Say(false)),
            ("registered at", Act::Enter),
            ("for the console?", typed("web-app")),
            ("secret of the console's client", Act::Enter),
            ("Type or paste it", typed("another-s3cret")),
            ("What now?", Act::Pick("write")),
        ],
    );
    let (folder, person) = run(&script, &[]);
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("login.microsoftonline.com"), "{text}");
    assert!(text.contains("another-s3cret"));
    assert!(person.transcript.contains("--namespace workflows"));
}

#[test]
fn quitting_writes_nothing_and_the_next_run_goes_on_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let script = with(&short(), "What now?", &[("What now?", Act::Pick("quit"))]);
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
    // Only what was not kept is asked for: the secret.
    let mut person = Scripted::in_order(&[
        ("secret of the console's client", Act::Enter),
        ("Type or paste it", typed("GOCSPX-s3cret")),
        ("What now?", Act::Pick("write")),
    ]);
    init(folder.path(), &["--resume"], &mut person).unwrap();
    assert!(wrote(folder.path()));
    assert_eq!(kept(&folder.path().join("state")), None);
    let mut person = Scripted::in_order(&[]);
    let error = init(folder.path(), &["--resume"], &mut person).unwrap_err();
    insta::assert_snapshot!(plain(&error), @r#"
    error: there is no earlier run in this folder to go on from
    help: run `flyte-auth init` without `--resume`
    "#);
}

#[test]
fn a_wrong_variable_or_file_is_named_anew_where_it_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("web-secret");
    fs::write(&secret, "GOCSPX-s3cret").unwrap();
    let script: Vec<_> = short().into_iter().filter(|(question, _)| *question != "Type or paste it").collect();
    let script = with(
        &script,
        "secret of the console's client",
        &[
            ("secret of the console's client", Act::Pick("an environment variable")),
            ("Which variable?", typed("NOT_SET")),
            ("Which variable?", Act::Back),
            ("secret of the console's client", Act::Pick("a file")),
            ("Which file?", typed("no-such-file")),
            ("Which file?", typed(secret.to_str().unwrap())),
        ],
    );
    let (_, person) = run(&script, &[]);
    let told: Vec<&str> = person
        .transcript
        .lines()
        .skip_while(|line| !line.contains("secret of the console's client"))
        .take_while(|line| !line.is_empty())
        .collect();
    insta::assert_snapshot!(shown(folder.path(), &told.join("\n")), @r#"
    ? The secret of the console's client? an environment variable
    ? Which variable? NOT_SET
    ✗ the environment variable `NOT_SET` is not set
      set it without showing it: `read -rs NOT_SET && export NOT_SET`
      Esc goes back to the other ways; Ctrl-C leaves, and `--resume` goes on from
      here
    ? Which variable? (back)
    ? The secret of the console's client? a file
    ? Which file? no-such-file
    ✗ the file `no-such-file` does not exist
      put the secret into it, alone on one line; the path is taken from the working
      directory
      Esc goes back to the other ways; Ctrl-C leaves, and `--resume` goes on from
      here
    ? Which file? DIR/web-secret
    "#);
}

#[test]
fn a_run_that_was_left_is_offered_before_another_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let leave = [
        ("Which chart", Act::Pick("flyte-core")),
        ("Which version of Flyte?", Act::Enter),
        ("Helm release called?", typed("mine")),
        ("In which namespace?", Act::CtrlC),
    ];
    let left = |script: &[(&'static str, Act)]| {
        let mut person = Scripted::in_order(script);
        let error = init(folder.path(), &[], &mut person).unwrap_err();
        assert_eq!(error.exit_code(), 130, "{}", plain(&error));
        person.transcript
    };
    left(&leave);
    let told = left(&[("Go on from there?", Act::Enter), ("In which namespace?", Act::CtrlC)]);
    insta::assert_snapshot!(told, @r#"
    This asks what is needed to turn Flyte's login on, and writes the Helm values
    for it. Enter accepts, Esc goes back, Ctrl-C leaves; nothing is written before
    you have seen it.

    An earlier run in this folder was left with these answers:
      Chart          flyte-core
      Flyte version  1.16.8
      Helm release   mine
    ? Go on from there? Yes
    "#);
    // Who leaves before the answer loses nothing.
    left(&[("Go on from there?", Act::CtrlC)]);
    left(&[
        ("Go on from there?", Act::Say(false)),
        ("Which chart", Act::Pick("flyte-binary")),
        ("Which version of Flyte?", Act::CtrlC),
    ]);
    let file = kept(&folder.path().join("state")).unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(!text.contains("mine"), "{text}");
}

#[test]
fn ctrl_c_writes_nothing_and_keeps_the_answers() {
    let folder = tempfile::tempdir().unwrap();
    let script = with(&short(), "for the console?", &[("for the console?", Act::CtrlC)]);
    let mut person = Scripted::in_order(&script);
    let error = init(folder.path(), &[], &mut person).unwrap_err();
    assert_eq!(error.exit_code(), 130);
    insta::assert_snapshot!(shown(folder.path(), &plain(&error)), @"
    error: interrupted, nothing has been written
    help: `flyte-auth init --resume --output DIR` goes on from the answers so far; secrets that were typed in are asked for again
    ");
    assert!(!wrote(folder.path()));
    assert!(kept(&folder.path().join("state")).is_some());
}

#[test]
fn a_secret_with_something_around_it_is_asked_about() {
    let script = with(
        &short(),
        "Type or paste it",
        &[
            ("Type or paste it", typed("")),
            ("secret of the console's client", Act::Pick("type or paste it")),
            ("Type or paste it", typed("two words")),
            ("secret of the console's client", Act::Pick("type or paste it")),
            ("Type or paste it", typed("s3cret\r\n")),
            ("white space or a line end around it", Act::Say(false)),
            ("secret of the console's client", Act::Pick("type or paste it")),
            ("Type or paste it", typed(" s3cret-kept\n")),
            ("white space or a line end around it", Act::Say(true)),
        ],
    );
    let (folder, person) = run(&script, &[]);
    let told = &person.transcript;
    assert!(told.contains("✗ the secret is empty"), "{told}");
    assert!(told.contains("✗ the secret has white space in its middle"), "{told}");
    assert!(!told.contains("s3cret") && !told.contains("two words"), "{told}");
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(text.contains("'s3cret-kept'") || text.contains(": s3cret-kept"), "{text}");
}

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
fn into_a_file_offers_what_is_in_it_and_leaves_the_rest_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::in_order(&[
        ("Which version", Act::Enter),
        ("Helm release", Act::Enter),
        ("namespace", Act::Enter),
        ("At which URL", Act::Enter),
        ("What do people log in with?", Act::Enter),
        ("Keycloak's address?", Act::Enter),
        ("Which realm?", Act::Enter),
        ("Who issues the access tokens", Act::Enter),
        ("Who will use Flyte?", Act::Enter),
        ("refresh tokens", Act::Enter),
        ("registered at", Act::Enter),
        ("for the console?", typed("new-client")),
        ("Where are the secrets", Act::Enter),
        ("secret of the console's client", Act::Enter),
        ("Type or paste it", typed("new-s3cret")),
        ("What now?", Act::Pick("write")),
    ]);
    init(folder.path(), &["--into", file.to_str().unwrap()], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let told = shown(folder.path(), &person.transcript);
    assert!(!told.contains("old-s3cret") && !told.contains("new-s3cret"), "{told}");
    insta::assert_snapshot!("init_into", without_steps(&told));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# Ours.\nconfiguration:\n  database:\n    host: db   # keep\n"), "{text}");
    assert_eq!(text.matches("clientId:").count(), 1, "{text}");
    assert!(text.contains("new-s3cret") && !text.contains("old-"), "{text}");
}

#[test]
fn what_the_file_sets_wrongly_is_told_and_fixed_if_wanted() {
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
        let mut script = vec![("for the console?", typed("new-client")), ("Type or paste it", typed("new-s3cret"))];
        script.extend_from_slice(choices);
        let mut person = Scripted::by_question(&script)
            .then("What now?", &[Act::Pick("fix what is wrong in the file"), Act::Pick("write")]);
        let mut arguments = vec!["--into", file.to_str().unwrap()];
        arguments.extend_from_slice(flags);
        init(folder.path(), &arguments, &mut person)
            .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
        shown(folder.path(), &person.transcript)
    };
    // A dry run shows the same and changes nothing.
    let told = run(&[("What now?", Act::Pick("finish"))], &["--dry-run"]);
    assert!(told.contains("misplaced-key"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), wrong);
    let told = run(&[], &[]);
    insta::assert_snapshot!("init_fix", without_steps(&told));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("      userAuth:\n        redirectUrl: /console # ours\n"), "{text}");
}

#[test]
fn from_values_offers_what_they_say_and_writes_a_file_of_its_own() {
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
fn a_file_of_another_chart_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::in_order(&[]);
    let error =
        init(folder.path(), &["--into", file.to_str().unwrap(), "--chart", "flyte-core"], &mut person).unwrap_err();
    assert_eq!(
        shown(folder.path(), &plain(&error)),
        "error: `DIR/ours.yaml` holds values for flyte-binary, and the answers are for flyte-core"
    );
}

#[test]
fn files_that_exist_are_replaced_only_if_wanted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("values.yaml"), "mine: true\n").unwrap();
    let script = with(
        &short(),
        "What now?",
        &[
            ("What now?", Act::Pick("write")),
            ("exists. Replace?", Act::Enter),
            ("What now?", Act::Pick("write")),
            ("exists. Replace?", Act::Say(true)),
        ],
    );
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap();
    let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(!text.contains("mine"), "{text}");
}

#[test]
fn flags_and_answers_files_are_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("answers.yaml");
    fs::write(&answers, "chart: flyte-core\nidp: {type: google}\nsandbox: true\n").unwrap();
    let saved = folder.path().join("saved.yaml");
    let mut person = Scripted::in_order(&[
        ("Which version", Act::Enter),
        ("Helm release", Act::Enter),
        ("registered at", Act::Enter),
        ("for the console?", typed("web")),
        ("Where are the secrets", Act::Enter),
        ("secret of the console's client", Act::Enter),
        ("Type or paste it", typed("s3cret-typed")),
        ("What now?", Act::Enter),
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
    # Answers of `flyte-auth init`: `flyte-auth generate --answers` makes the values of them again.
    # Set FLYTE_WEB_SECRET first: the secrets are not in here.
    chart: flyte-core
    idp:
      type: google
    sandbox: true
    namespace: workflows
    flyteVersion: '1.16.8'
    release: flyte-backend
    clients:
      web:
        id: web
        secret:
          env: FLYTE_WEB_SECRET
    secrets: inline
    authServer: internal
    ");
}

#[test]
fn wrong_flags_are_refused_before_the_first_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&[]);
    let answers = folder.path().join("answers.yaml");
    fs::write(&answers, "chart: flyte-cor\n").unwrap();
    let error = init(folder.path(), &["--answers", answers.to_str().unwrap()], &mut person).unwrap_err();
    assert!(plain(&error).contains("did you mean `flyte-core`?"));
    assert!(matches!(error, CliError::Problems(_)), "{error:?}");
    let error = init(folder.path(), &["--url", "flyte.example.org"], &mut person).unwrap_err();
    insta::assert_snapshot!(plain(&error), @"
    error: `flyte.example.org` is not a URL
    --> --url
     = help: write the scheme too: `https://flyte.example.org`

    error: 1 problem found, nothing has been written
    ");
}

#[test]
fn where_nobody_can_be_asked_what_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&[]);
    let error = init_in(folder.path(), &[], &mut person, Some(NobodyToAsk::Ci), &[]).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    insta::assert_snapshot!(plain(&error), @"
    error: `CI` is set, so nobody is asked, and nobody said
      --chart           `flyte-binary` or `flyte-core`: `helm list -A` shows which one is installed
      --url             the URL at which people open Flyte, `https://flyte.example.org`; or `sandbox: true`
      --idp             one of `google`, `okta`, `keycloak`, `entra`, `oidc` (any other)
      --web-client-id   the id of the client that people log in to the console with
      --web-secret-env or --web-secret-file
                        where its secret is to be read: `{env: NAME}` or `{file: PATH}`
      --yes             write without asking whether it is right
    help: give these flags, or a file with the answers (`--answers FILE`); `flyte-auth schema answers` is its form
    ");
    let error = init(
        folder.path(),
        &["--yes", "--chart", "flyte-core", "--idp", "okta", "--url", "https://flyte.example.org"],
        &mut person,
    )
    .unwrap_err();
    insta::assert_snapshot!(plain(&error), @"
    error: `--yes` asks nothing, and there is no default for
      --issuer          the issuer of the authorization server (Okta: Security > API), or `org` and `server`
      --web-client-id   the id of the client that people log in to the console with
      --web-secret-env or --web-secret-file
                        where its secret is to be read: `{env: NAME}` or `{file: PATH}`
    help: give these flags, or a file with the answers (`--answers FILE`); `flyte-auth schema answers` is its form
    ");
    assert!(!folder.path().join("state").exists());
}

#[test]
fn yes_takes_the_defaults() {
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
            "1-web.apps.googleusercontent.com",
        ],
        &mut person,
        Some(NobodyToAsk::NoTerminal),
        &[("FLYTE_WEB_SECRET", "web-s3cret")],
    )
    .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    assert!(wrote(folder.path()));
    assert!(person.transcript.contains("✓ lint: no error and no warning"));
}

#[test]
fn a_secret_made_elsewhere_needs_the_hash_of_its_password() {
    for (which, instead) in [
        (
            "the password",
            vec![
                ("password that your Secret holds", Act::Pick("type or paste it")),
                ("Type or paste it", typed("propeller-s3cret")),
            ],
        ),
        (
            "the hash",
            vec![
                ("hash of the password", Act::Pick("type or paste it")),
                ("Type or paste it", typed("not-a-hash")),
                (
                    "Type or paste it",
                    typed("JDJiJDA2JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVIV0gucWdVbExmL3RqTWUzL0Q2cnZIZHNLM2w3ODVL"),
                ),
            ],
        ),
    ] {
        let mut script = short();
        let at = script.iter().position(|(asked, _)| *asked == "Where are the secrets").unwrap();
        script.splice(
            at..at + 3,
            [
                ("Where are the secrets", Act::Pick("in Kubernetes Secrets that I make")),
                ("What is the Secret called?", Act::Enter),
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

/// The conversation as a page shows it: up to what is written.
fn conversation() -> String {
    let script = with(
        &short(),
        "At which URL",
        &[
            ("At which URL", typed("https://flyte.example.org/console")),
            ("Use `https://flyte.example.org` instead?", Act::Say(true)),
        ],
    );
    let (folder, person) = run(&script, &[]);
    let told = shown(folder.path(), &person.transcript).replace("DIR/", "");
    let end = "? What now? write\n";
    let (told, _) = told.split_once(end).unwrap();
    let results = shown(folder.path(), &person.results).replace("DIR/", "");
    format!("```text\n$ flyte-auth init\n{told}{end}{results}```\n")
}

/// The same without the file, which the README shows elsewhere.
fn in_short(conversation: &str) -> String {
    let (before, rest) = conversation.split_once("(secrets hidden):\n").unwrap();
    let (_, after) = rest.split_once("\nYour answers\n").unwrap();
    format!("{before}(secrets hidden):\n[…]\n\nYour answers\n{after}")
}

#[test]
fn the_pages_show_the_conversation_as_it_is() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole = conversation();
    for (page, made) in [("docs/init.md", whole.clone()), ("README.md", in_short(&whole))] {
        let file = project.join(page);
        let text = fs::read_to_string(&file).unwrap();
        let Some((before, rest)) = text.split_once("<!-- transcript") else {
            panic!("{page} has no place for it");
        };
        let (mark, rest) = rest.split_once("-->\n").unwrap();
        let (_, after) = rest.split_once("<!-- /transcript -->").unwrap();
        let current = format!("{before}<!-- transcript{mark}-->\n{made}<!-- /transcript -->{after}");
        if std::env::var_os("FLYTE_AUTH_UPDATE").is_some() {
            fs::write(&file, &current).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            current,
            "{page} is not current: FLYTE_AUTH_UPDATE=1 cargo test --test it init"
        );
    }
}

/// The steps at the end have specifications of their own, `tests/guide.rs`.
fn without_steps(told: &str) -> String {
    let (before, rest) = told.split_once("\nFlyte at ").expect(told);
    let (steps, after) = rest.split_once("\nClients\n").expect(told);
    assert!(steps.contains("/callback") && steps.contains("helm upgrade"), "{told}");
    format!("{before}\n(steps)\n\nClients\n{after}")
}

fn plain(error: &CliError) -> String {
    anstream::adapter::strip_str(&error.render()).to_string()
}

#[test]
fn an_answers_file_that_cannot_be_written_leaves_no_values() {
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
    error: `DIR/there.yaml` exists already, and nothing has been written
    help: name another file (`--save-answers FILE`), or `--force` to replace what is there
    ");
    insta::assert_snapshot!(try_it(&folder.path().join("values.yaml")).unwrap(), @"error: `--save-answers` names `DIR/values.yaml`, where the values go: name another file");
    assert!(!wrote(folder.path()));
    assert_eq!(try_it(&folder.path().join("new/answers.yaml")), None);
    assert!(wrote(folder.path()) && folder.path().join("new/answers.yaml").exists());
}

/// Values of flyte-core that say nothing of a provider.
const CORE: &str = "\
configmap:
  adminServer:
    auth:
      authorizedUris: ['https://flyte.example.org']
";

#[test]
fn the_samples_of_a_chart_are_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("core.yaml");
    fs::write(&file, CORE).unwrap();
    let mut person = Scripted::in_order(&[]);
    let error = init(folder.path(), &["--into", file.to_str().unwrap(), "--yes"], &mut person);
    let told = plain(&error.unwrap_err());
    assert!(told.contains("--idp ") && told.contains("--web-client-id") && !told.contains("--url"), "{told}");
}

#[test]
fn another_provider_than_the_files_has_ids_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.yaml");
    fs::write(&file, EXISTING).unwrap();
    let mut person = Scripted::by_question(&[
        ("What do people log in with?", Act::Pick("Google")),
        // Enter would take what is offered, and nothing is.
        ("for the console?", Act::CtrlC),
    ]);
    init(folder.path(), &["--into", file.to_str().unwrap()], &mut person).unwrap_err();
    let mut person = Scripted::by_question(&[
        ("What do people log in with?", Act::Pick("Google")),
        ("for the console?", typed("123.apps.googleusercontent.com")),
        ("Type or paste it", typed("new-s3cret")),
    ]);
    init(folder.path(), &["--into", file.to_str().unwrap(), "--dry-run"], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let told = &person.transcript;
    assert!(!told.contains("? Which realm?"), "{told}");
}

/// Okta up to what is asked after its server.
fn okta(org: &[(&'static str, Act)]) -> String {
    let mut script = short()[..5].to_vec();
    script.push(("What do people log in with?", Act::Pick("Okta")));
    script.extend_from_slice(org);
    script.push(("Who issues the access tokens", Act::CtrlC));
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap_err();
    person.done();
    let (_, told) = person.transcript.split_once("Okta\n").unwrap();
    told.to_owned()
}

#[test]
fn a_wrong_part_of_an_issuer_is_corrected_where_it_stands() {
    insta::assert_snapshot!(okta(&[
        ("Which Okta org?", typed("dev-1234-admin.okta.com")),
        ("Use `", Act::Enter),
        ("Which of Okta's", Act::Pick("another custom server")),
        ("What is its id?", typed("https://dev-1234.okta.com/oauth2/aus1a2b3c4")),
        ("Use `aus1a2b3c4`", Act::Say(false)),
        // The same question again, and not the list.
        ("What is its id?", typed("https://dev-1234.okta.com/oauth2/aus1a2b3c4")),
        ("Use `aus1a2b3c4`", Act::Enter),
    ]));
}

#[test]
fn a_whole_issuer_of_keycloak_says_where_its_realms_are() {
    let mut script = short()[..5].to_vec();
    script.extend([
        ("What do people log in with?", Act::Pick("Keycloak")),
        ("Keycloak's address?", typed("https://kc.example.org/realms/flyte")),
        ("Who issues the access tokens", Act::CtrlC),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &[], &mut person).unwrap_err();
    person.done();
}

#[test]
fn a_version_that_is_not_whole_or_not_known_is_told_of_at_once() {
    for (version, note) in
        [("1.16", "! 1.16 is taken as 1.16.0\n"), ("1.99.0", "! Flyte 1.99.0 is newer than 1.16.8, the newest that")]
    {
        let folder = tempfile::tempdir().unwrap();
        let mut person = Scripted::in_order(&[
            ("Which chart", Act::Enter),
            ("Which version", typed(version)),
            ("Helm release", Act::CtrlC),
        ]);
        init(folder.path(), &[], &mut person).unwrap_err();
        assert!(person.transcript.contains(note), "{}", person.transcript);
    }
}

#[test]
fn the_way_from_one_server_to_the_other_is_told() {
    let below = EXISTING.lines().map(|line| format!("  {line}\n"));
    let umbrella = format!("flyte-binary:\n{}", below.collect::<String>());
    for values in [EXISTING, &umbrella] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ours.yaml");
        fs::write(&file, values).unwrap();
        let mut person = Scripted::by_question(&[
            ("Who issues the access tokens", Act::Pick("external")),
            ("for flytectl", typed("flyte-cli")),
            ("for flytepropeller?", typed("flyte-propeller")),
            ("Type or paste it", typed("new-s3cret")),
        ]);
        init(folder.path(), &["--into", file.to_str().unwrap()], &mut person)
            .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
        let told = &person.transcript;
        assert!(told.contains("Moving from the internal to the external authorization server"), "{told}");
    }
}

/// The short way with CI among who uses Flyte, and `client` for the answer to which client it has.
fn with_ci(client: Act, secret: &[(&'static str, Act)]) -> Vec<(&'static str, Act)> {
    let who = ("Who will use Flyte?", Act::Mark(&["CI and services"]));
    let script = with(&short(), "Who will use Flyte?", &[who]);
    let console = ("for the console?", typed("123.apps.googleusercontent.com"));
    let ci = ("do CI and services log in with?", client);
    let script = with(&script, "for the console?", &[console, ci]);
    let mut end = secret.to_vec();
    end.push(("What now?", Act::Pick("write")));
    with(&script, "What now?", &end)
}

/// A transcript with one space wherever there are more.
fn in_words(transcript: &str) -> String {
    let words: Vec<&str> = transcript.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn ci_gets_a_client_of_its_own_at_flyteadmin() {
    let script = with_ci(
        Act::Enter,
        &[
            ("secret that CI is to log in with?", Act::Pick("type or paste it")),
            ("Type or paste it", typed("ci-s3cret")),
        ],
    );
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("answers.yaml");
    let mut person = Scripted::in_order(&script);
    init(folder.path(), &["--save-answers", answers.to_str().unwrap()], &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    let told = in_words(&shown(folder.path(), &person.transcript));
    for words in [
        "CI's client flyte-ci",
        "CI's secret typed in (hidden)",
        "✓ lint: no error and no warning",
        "authType: ClientSecret clientId: flyte-ci",
        "$ flyte-auth client --answers DIR/answers.yaml --format github",
        "--ci-client-id flyte-ci \\ --ci-secret-env FLYTE_CI_SECRET \\",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let values = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(values.contains("flyte-ci:"), "{values}");
    assert!(!values.contains("ci-s3cret"), "{values}");
    let saved = fs::read_to_string(answers).unwrap();
    assert!(saved.contains("  ci:\n    id: flyte-ci\n    secret:\n      env: FLYTE_CI_SECRET\n"), "{saved}");
}

#[test]
fn ci_may_go_on_with_flytepropellers_client() {
    let (folder, person) = run(&with_ci(Act::Pick("flytepropeller's"), &[]), &[]);
    let told = in_words(&person.transcript);
    for words in [
        "CI's client flytepropeller's",
        "authType: ClientSecret clientId: flytepropeller",
        "$ flyte-auth client -f",
        "With a client of its own for CI",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let values = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
    assert!(!values.contains("staticClients"), "{values}");
}
